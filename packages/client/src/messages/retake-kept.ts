import type { DeviceContext } from '../device-context.ts';
import { takeUnderstood } from './kept-contents.ts';
import type { Liveness } from './liveness.ts';
import { takeMessage } from './take-message.ts';

/**
 * Takes in what a later version wrote and this device kept, as far as the version that runs now knows it.
 * What turns out to be in a wrong form stays the line it was.
 */
export function retakeKept(
  context: Pick<DeviceContext, 'database' | 'self' | 'platform' | 'vault'> & { readonly liveness: Liveness },
): number {
  return context.database.commit((changes) => {
    const understood = takeUnderstood(changes);
    for (const message of understood) takeMessage(changes, context, message);
    return understood.length;
  });
}
