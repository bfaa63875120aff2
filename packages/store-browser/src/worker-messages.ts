import type { SottoClient } from '@sotto/client';

/** What a tab tells its worker first, before anything of the client's own. */
export type StartMessage = { readonly kind: 'sotto-start'; readonly serverUrl: string };

/**
 * What this browser keeps. `temporary`: a private window, or a browser that keeps nothing; messages end
 * with the tab. `unavailable`: the database cannot be opened (damaged, or of a newer version).
 */
export type Storage = 'persistent' | 'temporary' | 'unavailable';

export type StorageMessage = { readonly kind: 'sotto-storage'; readonly storage: Storage };

/** From tab to tab. `to` is a tab's id, `engine` for whoever holds the lock, or `all`. */
export type ChannelMessage =
  | { readonly to: 'engine'; readonly from: string; readonly message: unknown }
  | { readonly to: 'all'; readonly kind: 'engine-changed' }
  | { readonly to: string; readonly message: unknown };

export type BrowserClient = SottoClient & {
  /** Resolves when the engine has opened its database. */
  storage(): Promise<Storage>;
};
