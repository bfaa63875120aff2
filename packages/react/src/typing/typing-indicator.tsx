import type { NamedPerson } from '@sotto/client';
import { whoTypes } from './who-types.ts';

/** Three quiet dots and the words. Keeps its height when nobody types, so that nothing jumps. */
export function TypingIndicator({ typists }: { typists: readonly NamedPerson[] }) {
  const typing = typists.length > 0;
  return (
    <div className="sotto-typing" aria-live="polite" data-typing={typing || undefined}>
      {typing && (
        <>
          <span className="sotto-typing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span className="sotto-typing-names">{whoTypes(typists)}</span>
        </>
      )}
    </div>
  );
}
