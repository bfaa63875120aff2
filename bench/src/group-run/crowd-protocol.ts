import type { AccountId, ConversationId } from '@sotto/client';

/** What the run asks one of its processes to do with the devices that live in it. */
export type CrowdOrder =
  | { readonly kind: 'sign-up'; readonly people: readonly CrowdPerson[]; readonly inviteToken: string }
  | {
      readonly kind: 'create-group';
      readonly by: string;
      readonly name: string;
      readonly members: readonly AccountId[];
    }
  | {
      readonly kind: 'add' | 'remove';
      readonly by: string;
      readonly group: ConversationId;
      readonly members: readonly AccountId[];
    }
  | { readonly kind: 'send'; readonly by: string; readonly group: ConversationId; readonly text: string }
  | { readonly kind: 'rename'; readonly by: string; readonly group: ConversationId; readonly name: string }
  /** A commit that the device's role does not allow, past its client. */
  | { readonly kind: 'commit-without-role'; readonly by: string; readonly group: ConversationId }
  /** A commit that a device makes in the epoch it is in and that the server does not take. */
  | { readonly kind: 'lose-commit'; readonly by: string; readonly group: ConversationId }
  /** From now on the server shows one device another next commit than all others. */
  | {
      readonly kind: 'fork';
      readonly victim: string;
      readonly group: ConversationId;
      readonly lost: LostCommit;
    }
  | { readonly kind: 'look'; readonly group: ConversationId }
  | { readonly kind: 'read'; readonly group: ConversationId }
  | { readonly kind: 'stop' };

export type LostCommit = { readonly epoch: number; readonly commit: Uint8Array };

/** One account and how many devices it signs in. Devices are named `username/0`, `username/1`, … */
export type CrowdPerson = { readonly username: string; readonly devices: number };

export type CrowdAnswers = {
  readonly 'sign-up': readonly { readonly username: string; readonly accountId: AccountId }[];
  readonly 'create-group': ConversationId;
  readonly add: null;
  readonly remove: null;
  readonly send: null;
  readonly rename: null;
  /** Whether the server took it. */
  readonly 'commit-without-role': boolean;
  readonly 'lose-commit': LostCommit;
  readonly fork: null;
  /** How every device sees the group. */
  readonly look: readonly CrowdView[];
  /** The texts that every device has in the group, in order. */
  readonly read: readonly { readonly device: string; readonly texts: readonly string[] }[];
  readonly stop: null;
};

export type CrowdView = {
  readonly device: string;
  readonly standing: string | null;
  readonly epoch: number;
  readonly devices: number;
  /** Times its timeline says that it was out of step, and that it came back. */
  readonly forks: number;
};

export type CrowdRequest = { readonly id: number; readonly order: CrowdOrder };
export type CrowdResponse =
  | { readonly id: number; readonly value: CrowdAnswers[CrowdOrder['kind']] }
  | { readonly id: number; readonly error: string };
