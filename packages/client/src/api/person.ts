import type { AccountId } from '@sotto/protocol';

export type Person = {
  readonly accountId: AccountId;
  readonly username: string;
  readonly displayName: string;
  readonly role: 'owner' | 'admin' | 'member';
  /** Their identity key was compared in person or by number. */
  readonly verified: boolean;
  /** Their identity key changed since it was verified: sending waits for a decision. */
  readonly identityChanged: boolean;
};

export type Presence = 'active' | 'away' | 'unknown';

/** Somebody in a line of text. The name is as known now. */
export type NamedPerson = { readonly accountId: AccountId; readonly name: string; readonly self: boolean };
