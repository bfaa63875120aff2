/** The sign of Sotto: a voice that grows quiet inside a bubble. */
export function Logo({ className = 'size-10' }: { className?: string }) {
  return (
    <svg className={className} viewBox="0 0 64 64" aria-hidden="true">
      <rect width="64" height="64" rx="15" className="fill-accent" />
      <path
        fill="#fff"
        d="M32 12c11.6 0 21 7.9 21 18s-9.4 18-21 18c-2.6 0-5.1-.4-7.4-1.1-2.6 2.3-6.3 4.1-10.9 4.6-.9.1-1.4-1-.8-1.7 1.9-2.1 3-4.5 3.3-7C13 39.6 11 35 11 30c0-10.1 9.4-18 21-18Z"
      />
      <g className="fill-accent">
        <rect x="20" y="22" width="4.5" height="16" rx="2.25" />
        <rect x="28" y="24.5" width="4.5" height="11" rx="2.25" />
        <rect x="36" y="26.75" width="4.5" height="6.5" rx="2.25" />
        <circle cx="45" cy="30" r="1.8" />
      </g>
    </svg>
  );
}
