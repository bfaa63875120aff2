import type { FileLimits } from '@sotto/client';
import { filesText as text } from './text.ts';

/** What may be sent here, said before anything is chosen. */
export function LimitsNote({ limits }: { readonly limits: FileLimits | null }) {
  const sentences =
    limits === null
      ? [text.unknownLimits]
      : [
          text.limit(limits.fileBytesMax),
          ...(limits.bytesLeft === null ? [] : [text.left(limits.bytesLeft)]),
          ...(limits.blockedExtensions.length === 0 ? [] : [text.blocked(limits.blockedExtensions)]),
        ];
  return (
    <div className="grid gap-1 text-[0.8125rem] text-muted">
      <p>{sentences.join(' ')}</p>
      {limits?.accepting === false && <p className="text-warning">{text.full}</p>}
    </div>
  );
}
