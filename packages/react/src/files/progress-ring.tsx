const radius = 14;
const circumference = 2 * Math.PI * radius;

/** How far something has come. What it says in words stands beside it. */
export function ProgressRing({ done, of }: { readonly done: number; readonly of: number }) {
  const share = of > 0 ? Math.min(1, done / of) : 0;
  return (
    <svg className="sotto-ring" viewBox="0 0 32 32" aria-hidden="true">
      <circle cx="16" cy="16" r={radius} />
      <circle
        cx="16"
        cy="16"
        r={radius}
        className="sotto-ring-done"
        strokeDasharray={circumference}
        strokeDashoffset={circumference * (1 - Math.max(0.04, share))}
      />
    </svg>
  );
}
