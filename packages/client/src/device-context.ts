import type { OwnAccount } from './accounts/own-account.ts';
import type { TokenKeeper } from './accounts/token-keeper.ts';
import type { Platform } from './platform/platform.ts';
import type { GroupVault } from './sessions/group-vault.ts';
import type { Database } from './store/changes.ts';
import type { AuthorisedClient } from './transport/authorised-client.ts';

/** What every feature of a signed-in device works with. */
export type DeviceContext = {
  readonly platform: Platform;
  readonly database: Database;
  readonly vault: GroupVault;
  readonly self: OwnAccount;
  readonly tokens: TokenKeeper;
  readonly call: AuthorisedClient;
};
