import type { LocalClient } from '@sotto/client';
import type { Call } from '../../command.ts';

/** What a group command was called with, signed in. */
export type GroupCall = Omit<Call, 'open'> & { readonly client: LocalClient };

/** One thing that is done with groups. */
export type GroupCommand = {
  readonly usage: string;
  /** How many words it cannot do without. */
  readonly needs: number;
  run(call: GroupCall): Promise<void>;
};
