import { use } from 'react';
import { safeName } from '../text/safe-name.ts';
import { MentionContext } from './mention-context.ts';
import { markdownText } from './text.ts';

type MentionViewProps = { readonly accountId: string | null; readonly label: string };

/** Somebody mentioned, under the name of the account; what the sender called them only where nobody knows it. */
export function MentionView({ accountId, label }: MentionViewProps) {
  const { people, onPerson } = use(MentionContext);
  const person = people.find((one) => one.accountId === accountId);
  if (accountId === null || person === undefined) {
    const name = accountId === null ? markdownText.everyone : safeName(label).replace(/^@/, '');
    return (
      <span className="sotto-mention" data-known={accountId === null || undefined}>
        @<bdi>{name}</bdi>
      </span>
    );
  }
  const name = safeName(person.name);
  if (onPerson === undefined || person.self) {
    return (
      <span className="sotto-mention" data-known="true" data-self={person.self || undefined}>
        @<bdi>{name}</bdi>
      </span>
    );
  }
  return (
    <button
      type="button"
      className="sotto-mention"
      data-known="true"
      tabIndex={-1}
      onClick={() => onPerson(person.accountId)}
    >
      @<bdi>{name}</bdi>
    </button>
  );
}
