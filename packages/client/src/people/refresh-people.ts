import { routes } from '@sotto/protocol/http';
import { setProfile } from '../accounts/own-account.ts';
import { adoptConversations } from '../conversations/adopt-conversations.ts';
import type { DeviceContext } from '../device-context.ts';
import { writeSetting } from '../store/settings.ts';
import { savePerson } from './person-table.ts';

/** Fetches everybody of the organisation. */
export async function refreshPeople({ database, call, platform, self }: DeviceContext): Promise<void> {
  let after: string | undefined;
  do {
    const page = await call(routes.listAccounts, { query: after === undefined ? {} : { after } });
    database.commit((changes) => {
      for (const account of page.accounts) {
        savePerson(changes, account);
        if (account.user_id === self.accountId) {
          setProfile(changes, { displayName: account.display_name, role: account.role });
        }
      }
    });
    after = page.next ?? undefined;
  } while (after !== undefined);
  database.commit((changes) => {
    adoptConversations(changes, self);
    writeSetting(changes, 'people-fetched-at', platform.clock());
  });
}
