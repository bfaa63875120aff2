import type { Person, Presence } from '@sotto/client';
import { Bookmark } from 'lucide-react';
import { PresenceDot } from '../presence/presence-dot.tsx';
import { avatarColour } from './avatar-colour.ts';
import { initials } from './initials.ts';

type AvatarProps = {
  readonly person: Pick<Person, 'accountId' | 'displayName'>;
  readonly size?: 'tiny' | 'small' | 'medium' | 'large' | 'huge';
  readonly presence?: Presence;
  /** One's own notes have a sign instead of letters. */
  readonly notes?: boolean;
};

/** Stands for a person. Says nothing to a screen reader: the name is always next to it. */
export function Avatar({ person, size = 'medium', presence, notes = false }: AvatarProps) {
  return (
    <span
      className="sotto-avatar"
      data-size={size}
      data-colour={notes ? 'notes' : avatarColour(person.accountId)}
      aria-hidden="true"
    >
      {notes ? <Bookmark className="sotto-avatar-sign" /> : initials(person.displayName)}
      {presence !== undefined && <PresenceDot presence={presence} />}
    </span>
  );
}
