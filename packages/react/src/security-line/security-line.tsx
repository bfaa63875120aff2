import type { Person } from '@sotto/client';
import { BadgeCheck, Lock, ShieldAlert } from 'lucide-react';
import { safeName } from '../text/safe-name.ts';
import { securityText } from './text.ts';

type SecurityLineProps = {
  readonly person: Person;
  readonly notes: boolean;
  readonly onDetails: () => void;
};

/** One line about who can read this, and the way to more for those who ask. */
export function SecurityLine({ person, notes, onDetails }: SecurityLineProps) {
  const name = safeName(person.displayName);
  const state = notes ? 'notes' : person.identityChanged ? 'changed' : person.verified ? 'verified' : 'line';
  const Sign = state === 'changed' ? ShieldAlert : state === 'verified' ? BadgeCheck : Lock;
  return (
    <p className="sotto-security-line" data-state={state}>
      <Sign aria-hidden="true" />
      <span>
        {state === 'notes' ? securityText.notes : securityText.line(name)}
        {state === 'verified' && ` ${securityText.verified(name)}`}
        {state === 'changed' && ` ${securityText.changed(name)}`}{' '}
        <button type="button" className="sotto-link-button" onClick={onDetails}>
          {state === 'changed' ? securityText.review : securityText.details}
        </button>
      </span>
    </p>
  );
}
