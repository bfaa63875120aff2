import { Check, CircleHelp, Eye, EyeOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { settingsText } from './text.ts';

/** What is protected, what the server sees and what is still trusted, in plain words. */
export function SecuritySection() {
  const text = settingsText.security;
  return (
    <div className="grid gap-8">
      <p className="text-[0.9375rem] text-muted">{text.lead}</p>
      <Part icon={<EyeOff className="size-4.5" aria-hidden="true" />} title={text.notSeesTitle}>
        <ul className="grid gap-2.5 text-[0.9375rem]">
          {text.notSees.map((item) => (
            <li key={item} className="flex gap-3">
              <Check className="mt-1 size-4 flex-none text-accent-ink" aria-hidden="true" />
              {item}
            </li>
          ))}
        </ul>
      </Part>
      <Part icon={<Eye className="size-4.5" aria-hidden="true" />} title={text.seesTitle}>
        <dl className="grid divide-y divide-line rounded-xl border border-line">
          {text.sees.map(([what, meaning]) => (
            <div key={what} className="grid gap-0.5 px-4 py-3 sm:grid-cols-[9rem_1fr] sm:gap-4">
              <dt className="text-sm font-medium">{what}</dt>
              <dd className="text-sm text-muted">{meaning}</dd>
            </div>
          ))}
        </dl>
      </Part>
      <Part icon={<CircleHelp className="size-4.5" aria-hidden="true" />} title={text.trustTitle}>
        <ul className="grid list-disc gap-2.5 ps-5 text-[0.9375rem] text-muted">
          {text.trust.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <p className="text-sm text-muted">{text.auditNote}</p>
      </Part>
    </div>
  );
}

function Part({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3.5">
      <h2 className="flex items-center gap-2.5 text-base font-semibold">
        {icon}
        {title}
      </h2>
      {children}
    </section>
  );
}
