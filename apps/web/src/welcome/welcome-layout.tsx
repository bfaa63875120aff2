import { Lock, ShieldCheck, WifiOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { Logo } from '../ui/logo.tsx';
import { welcomeText } from './text.ts';

const signs = [Lock, ShieldCheck, WifiOff] as const;

/** A form, and on a wide screen what this is beside it. */
export function WelcomeLayout({ children }: { children: ReactNode }) {
  return (
    <div className="scroll h-full bg-surface">
      <div className="grid min-h-full lg:grid-cols-[minmax(24rem,5fr)_7fr]">
        <aside className="relative hidden flex-col justify-between overflow-hidden bg-[#0a4f49] p-12 text-white lg:flex">
          <div className="flex items-center gap-3 text-lg font-semibold tracking-tight">
            <Logo className="size-9" /> Sotto
          </div>
          <div className="relative z-10 grid max-w-md gap-10">
            <p className="text-5xl leading-[1.08] font-semibold tracking-[-0.03em] text-balance">
              {welcomeText.promise}
              <span className="mt-5 block text-lg leading-snug font-normal tracking-normal text-white/80">
                {welcomeText.promiseDetail}
              </span>
            </p>
            <ul className="grid gap-6">
              {welcomeText.points.map(([title, text], index) => {
                const Sign = signs[index] ?? Lock;
                return (
                  <li key={title} className="flex gap-4">
                    <span className="grid size-9 flex-none place-items-center rounded-full bg-white/12">
                      <Sign className="size-4.5" aria-hidden="true" />
                    </span>
                    <span className="grid gap-0.5 text-sm">
                      <b className="font-semibold">{title}</b>
                      <span className="text-white/80">{text}</span>
                    </span>
                  </li>
                );
              })}
            </ul>
          </div>
          <Wave />
          <span className="h-9" />
        </aside>
        <main className="flex flex-col items-center justify-center px-5 py-10 sm:px-10">
          <Logo className="mb-8 size-12 lg:hidden" />
          <div className="w-full max-w-[26rem]">{children}</div>
        </main>
      </div>
    </div>
  );
}

/** A voice that grows quiet, large and faint. */
function Wave() {
  const bars = [150, 260, 200, 300, 170, 120, 156, 84, 60, 40, 24, 14];
  return (
    <svg className="absolute -end-16 -bottom-16 h-60 opacity-[0.07]" viewBox="0 0 480 320" aria-hidden="true">
      {bars.map((height, index) => (
        <rect
          key={height}
          x={index * 40}
          y={(320 - height) / 2}
          width="18"
          height={height}
          rx="9"
          fill="#fff"
        />
      ))}
    </svg>
  );
}
