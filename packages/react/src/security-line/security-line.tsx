import type { ConversationSummary } from '@sotto/client';
import { BadgeCheck, Lock, ShieldAlert } from 'lucide-react';
import { safeName } from '../text/safe-name.ts';
import { securityText } from './text.ts';

type SecurityLineProps = {
  readonly conversation: ConversationSummary;
  readonly onDetails: () => void;
};

type Line = { readonly state: string; readonly text: string; readonly more: string };

const signs: Readonly<Record<string, typeof Lock>> = { changed: ShieldAlert, verified: BadgeCheck };

/** One line about who can read this, and the way to more for those who ask. */
export function SecurityLine({ conversation, onDetails }: SecurityLineProps) {
  const { state, text, more } = lineOf(conversation);
  const Sign = signs[state] ?? Lock;
  return (
    <p className="sotto-security-line" data-state={state}>
      <Sign aria-hidden="true" />
      <span>
        {text}{' '}
        <button type="button" className="sotto-link-button" onClick={onDetails}>
          {more}
        </button>
      </span>
    </p>
  );
}

function lineOf(conversation: ConversationSummary): Line {
  if (conversation.kind === 'group') {
    const { kind } = conversation.standing;
    const isOut = kind === 'left' || kind === 'removed';
    const text = isOut ? securityText.left : securityText.group(conversation.memberCount);
    return { state: 'group', text, more: securityText.whoCanSee };
  }
  if (conversation.kind === 'note-to-self') {
    return { state: 'notes', text: securityText.notes, more: securityText.details };
  }
  const { displayName, identityChanged, verified } = conversation.person;
  const name = safeName(displayName);
  const line = securityText.line(name);
  if (identityChanged) {
    return { state: 'changed', text: `${line} ${securityText.changed(name)}`, more: securityText.review };
  }
  const text = verified ? `${line} ${securityText.verified(name)}` : line;
  return { state: verified ? 'verified' : 'line', text, more: securityText.details };
}
