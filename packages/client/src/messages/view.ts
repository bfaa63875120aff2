import type { AccountId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import { type Names, namesIn } from '../people/names.ts';
import type { Reader } from '../store/changes.ts';

/** What it takes to show what is stored: to whom, under which names, when. */
export type View = {
  readonly reader: Reader;
  readonly names: Names;
  readonly self: AccountId;
  readonly now: number;
};

/** As things are at this moment; names are looked up once. */
export function viewNow({ self, platform }: Pick<DeviceContext, 'self' | 'platform'>, reader: Reader): View {
  return { reader, names: namesIn(reader, self.accountId), self: self.accountId, now: platform.clock() };
}
