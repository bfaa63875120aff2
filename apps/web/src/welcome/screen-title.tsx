/** What a screen is about, in one line and a half. */
export function ScreenTitle({ title, subtitle, above }: { title: string; subtitle: string; above?: string }) {
  return (
    <header className="mb-7 grid gap-1.5">
      {above !== undefined && <p className="text-sm font-semibold text-accent-ink">{above}</p>}
      <h1 className="text-[1.75rem] leading-tight font-semibold tracking-[-0.022em] text-balance">{title}</h1>
      <p className="text-[0.9375rem] text-muted">{subtitle}</p>
    </header>
  );
}
