import type { AccountId, ConversationId, DeviceId } from '@sotto/protocol';
import type { NamedPerson, Person } from './person.ts';
import type { Query } from './query.ts';

/**
 * What somebody may do in a group. Everybody may write, leave, and look after their own devices; admins
 * also add and remove members, and change name, description and picture; owners also change roles and
 * policy, and remove admins.
 */
export type GroupRole = 'owner' | 'admin' | 'member';

/** How much of what was written before they joined new members may be given. */
export type HistoryPolicy =
  | { readonly kind: 'none' }
  /** From a time on, in Unix milliseconds. */
  | { readonly kind: 'since'; readonly at: number }
  | { readonly kind: 'all' };

/** A small square picture, made by whoever chose it: shown from these bytes, nothing is fetched. */
export type GroupPicture = {
  readonly mediaType: 'image/jpeg' | 'image/png' | 'image/webp';
  /** At most `groupPictureBytesMax`. */
  readonly bytes: Uint8Array;
};

/** Name, description and picture travel inside every invitation, so they are small. */
export const groupNameCharactersMax = 80;
export const groupDescriptionCharactersMax = 500;
export const groupPictureBytesMax = 16 * 1024;

/** Up to this many people a group has receipts and typing; above, they would be most of the traffic. */
export const groupReceiptsPeopleMax = 100;

/**
 * How this device stands to a group.
 *
 * - `creating`: made here, not at the server yet. Messages can be written and wait.
 * - `invited`: added by somebody whom this person wants to be asked about first. It can be read; nobody is
 *   told so, and nothing can be sent, until the invitation is accepted.
 * - `member`.
 * - `repairing`: this device is out of step (`fork`: the server showed it another history than others;
 *   `behind`: it slept longer than the server keeps things; `refused`: what came cannot be reconciled).
 *   It is joining again by itself; messages can be written and wait.
 * - `left`, `removed`: what was read stays; nothing can be sent.
 */
export type GroupStanding =
  | { readonly kind: 'creating' | 'member' | 'left' | 'removed' }
  | { readonly kind: 'invited'; readonly by: NamedPerson }
  | { readonly kind: 'repairing'; readonly cause: 'fork' | 'behind' | 'refused' };

export type NewGroup = {
  readonly name: string;
  readonly description?: string;
  readonly picture?: GroupPicture | null;
  /** Everybody else; may be empty. */
  readonly members: readonly AccountId[];
  /** Default `none`. */
  readonly history?: HistoryPolicy;
  /** Names this call: repeated with the same one, it makes one group. */
  readonly requestId?: string;
};

/** What is not named stays; `picture: null` removes it. */
export type GroupUpdate = {
  readonly name?: string;
  readonly description?: string;
  readonly picture?: GroupPicture | null;
  readonly history?: HistoryPolicy;
  /** Whether a member's verified device that lost its state may come back by itself. */
  readonly rejoin?: boolean;
};

/** Something that changed in a group, said in the timeline by whoever the line's `actor` is. */
export type GroupChange =
  | { readonly kind: 'created'; readonly name: string }
  /** Others came. */
  | { readonly kind: 'added'; readonly people: readonly NamedPerson[] }
  | { readonly kind: 'removed'; readonly people: readonly NamedPerson[] }
  /** The actor left. */
  | { readonly kind: 'left' }
  /** This person was added by the actor: everything before is not here. */
  | { readonly kind: 'joined'; readonly history: HistoryPolicy }
  | { readonly kind: 'renamed'; readonly before: string; readonly after: string }
  | { readonly kind: 'description'; readonly text: string }
  | { readonly kind: 'picture'; readonly removed: boolean }
  | { readonly kind: 'role-changed'; readonly person: NamedPerson; readonly role: GroupRole }
  | { readonly kind: 'policy-changed'; readonly history: HistoryPolicy; readonly rejoin: boolean }
  /** Devices of the actor came or went; lines that follow one another are one line. */
  | { readonly kind: 'devices'; readonly added: number; readonly removed: number }
  /** The actor tried to change the group in a way that does not count; nothing changed. */
  | { readonly kind: 'change-refused' }
  /** The actor's identity key is another than before. */
  | { readonly kind: 'identity-changed' }
  /**
   * This device and one of the actor's were shown different histories. `here`: it is this device that is
   * out of step with the group and joins again; otherwise it is theirs.
   */
  | { readonly kind: 'fork-detected'; readonly here: boolean }
  /** A device of the actor that was out of step came back. */
  | { readonly kind: 'rejoined' };

/** A device of a member that can read the group. */
export type GroupDevice = {
  readonly deviceId: DeviceId;
  /** This very device. */
  readonly current: boolean;
  /** Nothing was heard of it for 90 days. */
  readonly silent: boolean;
};

export type GroupMember = {
  readonly person: Person;
  readonly self: boolean;
  readonly role: GroupRole;
  readonly devices: readonly GroupDevice[];
  /** When this device saw them come; `null` for those who were there before it. */
  readonly joinedAt: number | null;
  /** A change that this person asked for and that has not happened yet. */
  readonly pending: 'adding' | 'removing' | 'role' | null;
};

/** A wish of this person about a group that was recorded and has not come true. */
export type GroupTask = {
  readonly taskId: string;
  readonly kind: 'create' | 'add' | 'remove' | 'role' | 'update' | 'leave';
  readonly people: readonly NamedPerson[];
  /** `null`: it is under way, or waits for a connection. Otherwise why it will not happen. */
  readonly refused: GroupTaskRefusal | null;
};

export type GroupTaskRefusal =
  /** One's role does not allow it any more. */
  | 'not-permitted'
  /** Nobody of them has a device that can be added now; tried again when they come back. */
  | 'unreachable'
  | 'group-full'
  | 'identity-changed'
  | 'last-owner'
  | 'server-refused';

/** Who can see what, for whoever asks. */
export type GroupDetails = {
  readonly conversationId: ConversationId;
  readonly name: string;
  readonly description: string;
  readonly picture: GroupPicture | null;
  readonly standing: GroupStanding;
  readonly ownRole: GroupRole | null;
  readonly createdAt: number;
  readonly createdBy: NamedPerson | null;
  /** By role, then by name; oneself first. */
  readonly members: readonly GroupMember[];
  readonly whoCanSee: {
    readonly people: number;
    readonly devices: number;
    readonly history: HistoryPolicy;
    /** When this device joined: nothing from before is here. */
    readonly joinedAt: number;
    readonly protection: 'post-quantum hybrid' | 'classical';
  };
  readonly rejoin: boolean;
  /** Whether the group is small enough for receipts and typing. */
  readonly receipts: boolean;
  readonly may: {
    readonly write: boolean;
    readonly addMembers: boolean;
    readonly updateDetails: boolean;
    readonly changePolicy: boolean;
    /** Which members this person may remove, and whose role they may change. */
    readonly remove: readonly AccountId[];
    readonly changeRole: readonly AccountId[];
    /** The last owner names another one first. */
    readonly leave: boolean;
  };
  readonly tasks: readonly GroupTask[];
};

export type GroupDetailsHandle = {
  /** `null` while it is loading, and when there is no such group. */
  readonly details: Query<GroupDetails | null>;
  close(): void;
};

/** How far a message has come with one member. */
export type MessageReceipt = {
  readonly person: NamedPerson;
  readonly state: 'sent' | 'delivered' | 'read';
  /** When that was heard, in Unix milliseconds; `null` for `sent`. */
  readonly at: number | null;
};
