import type { AccountId } from '@sotto/protocol';
import type { NamedPerson } from '../api/person.ts';
import type { Reader } from '../store/changes.ts';
import { textOf } from '../store/columns.ts';

/** Somebody in a line of text. */
export type Names = (accountId: AccountId) => NamedPerson;

/** Names as they are known at the time of asking, each looked up once. Of a stranger it is empty. */
export function namesIn(reader: Reader, self: AccountId): Names {
  const known = new Map<AccountId, NamedPerson>();
  return (accountId) => {
    const found = known.get(accountId);
    if (found !== undefined) return found;
    const row = reader.first('select display_name from people where account_id = ?', [accountId]);
    const name = row === undefined ? '' : textOf(row, 'display_name');
    const person = { accountId, name, self: accountId === self };
    known.set(accountId, person);
    return person;
  };
}
