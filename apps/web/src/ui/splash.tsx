import { Logo } from './logo.tsx';

/** While the device opens what it holds. Nothing moves in the first moment: usually it is over by then. */
export function Splash({ label }: { label: string }) {
  return (
    <div className="grid h-full place-items-center" role="status" aria-label={label}>
      <Logo className="size-14 animate-[fade-in_400ms_ease-out_both]" />
    </div>
  );
}
