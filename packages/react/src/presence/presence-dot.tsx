import type { Presence } from '@sotto/client';

/** A dot at the corner of an avatar. Unknown is not shown: silence is not absence. */
export function PresenceDot({ presence }: { presence: Presence }) {
  if (presence === 'unknown') return null;
  return <span className="sotto-presence" data-presence={presence} />;
}
