import type { GroupDetails } from '@sotto/client';
import { shortDate } from '@sotto/react';
import { ChevronRight, Eye, History, Lock, type LucideIcon, ShieldCheck } from 'lucide-react';
import { whoCanSeeText as text } from './text.ts';

/** Who reads this, on how many devices, how far back, and how it is kept: in plain words first. */
export function WhoCanSee({ details }: { details: GroupDetails }) {
  const { people, devices, history, joinedAt, protection } = details.whoCanSee;
  const shown =
    history.kind === 'since' ? text.history.since(shortDate(history.at)) : text.history[history.kind];
  const { protocol, keyAgreement, signatures, rejoin, group } = text.terms;
  const terms = [
    protocol,
    [keyAgreement[0], keyAgreement[1][protection]],
    signatures,
    [rejoin[0], rejoin[1][details.rejoin ? 'yes' : 'no']],
    [group, details.conversationId],
  ] as const;
  return (
    <section className="grid gap-3.5" aria-label={text.title}>
      <div className="flex gap-3 rounded-xl bg-selected p-4">
        <Lock className="mt-0.5 size-4.5 flex-none text-accent-ink" aria-hidden="true" />
        <div className="grid gap-0.5 text-sm">
          <h3 className="font-semibold">{text.only(people)}</h3>
          <p className="text-muted">{text.sealed(devices)}</p>
        </div>
      </div>
      <ul className="grid gap-2.5 ps-1 text-sm text-muted">
        <Fact icon={History} text={shown} />
        {details.createdAt < joinedAt && <Fact icon={History} text={text.joined(shortDate(joinedAt))} />}
        <Fact icon={ShieldCheck} text={text.protection[protection]} />
        <Fact icon={Eye} text={details.receipts ? text.receipts : text.noReceipts} />
      </ul>
      <details className="group ps-1 text-sm">
        <summary className="flex min-h-6 w-fit cursor-pointer list-none items-center gap-3 rounded-md font-medium text-accent-ink">
          <ChevronRight
            className="size-4 transition-transform group-open:rotate-90 rtl:-scale-x-100"
            aria-hidden="true"
          />
          {text.technical}
        </summary>
        <div className="grid gap-3 ps-7 pt-2 text-muted">
          <p>{text.protectionDetail[protection]}</p>
          <dl className="grid gap-2">
            {terms.map(([term, value]) => (
              <div key={term} className="grid">
                <dt className="text-[0.8125rem]">{term}</dt>
                <dd className="text-ink wrap-anywhere">{value}</dd>
              </div>
            ))}
          </dl>
        </div>
      </details>
    </section>
  );
}

function Fact({ icon: Icon, text: fact }: { icon: LucideIcon; text: string }) {
  return (
    <li className="flex items-start gap-3">
      <Icon className="mt-0.5 size-4 flex-none" aria-hidden="true" />
      {fact}
    </li>
  );
}
