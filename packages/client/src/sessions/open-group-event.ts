import { confirmedTranscript, type GroupState, memberAt, openMessage } from '@sotto/crypto/group';
import { CryptoError, constantTimeEqual } from '@sotto/crypto/primitives';
import { type AccountId, type ConversationId, type MessageId, uuidFromBytes } from '@sotto/protocol';
import { decodeContent, unpad } from '@sotto/protocol/content';
import type { DeviceContext } from '../device-context.ts';
import type { GroupEvent } from '../groups/group-event.ts';
import type { Leaf } from '../groups/leaf.ts';
import type { StagedChange } from '../groups/staged-change.ts';
import { messageIdOf } from '../messages/message-id.ts';
import type { Changes } from '../store/changes.ts';
import type { DecryptedMessage } from './decrypt-envelope.ts';
import { describeGroup, exportRejoinKey, type GroupDescription, transcriptDigest } from './describe-group.ts';
import { leafOf } from './group-leaves.ts';
import { stagedChange } from './stage-change.ts';

/** What an event of a group's log turns out to be. */
export type OpenedGroupEvent =
  | { readonly kind: 'message'; readonly message: DecryptedMessage; readonly senderLeaf: number }
  /** Somebody wants to be removed, or to remove their own: kept for whoever commits next. */
  | { readonly kind: 'leaving'; readonly leaf: Leaf }
  /** A proposal that no commit here may carry out: as if it had not come. */
  | { readonly kind: 'proposal-refused' }
  | { readonly kind: 'change'; readonly change: StagedChange; readonly commit: OpenedCommit }
  | { readonly kind: 'own' | 'duplicate' }
  | { readonly kind: 'wrong-epoch'; readonly epoch: number }
  /** Its sender's device holds another history of the group than this one (REQ-G5). */
  | { readonly kind: 'forked'; readonly sender: AccountId }
  | { readonly kind: 'refused'; readonly reason: EventRefusal; readonly sender: AccountId | null };

export type EventRefusal =
  | 'cryptography'
  | 'unnamed-leaf'
  | 'padding'
  | 'content'
  | 'conversation'
  | 'message-id';

/** A commit whose cryptography holds. */
export type OpenedCommit = {
  readonly before: GroupDescription;
  /** `null`: this device is no longer in the group after it. */
  readonly after: GroupDescription | null;
  /** Whether somebody was removed, so that the rejoin key is another from here on. */
  readonly removes: boolean;
  /** Makes the epoch after it the group's, and says its rejoin key. */
  adopt(changes: Changes): { readonly rejoinKey: Uint8Array };
};

/**
 * Opens one event of a group. A message's key is used up with the changes; a commit changes nothing until it
 * is adopted.
 */
export function openGroupEvent(
  changes: Changes,
  { vault }: Pick<DeviceContext, 'vault'>,
  groupId: ConversationId,
  event: GroupEvent,
): OpenedGroupEvent {
  const state = vault.read(changes, groupId);
  let opened: Opened;
  try {
    opened = openOnce(state, event);
  } catch (error) {
    if (error instanceof CryptoError) return { kind: 'refused', reason: 'cryptography', sender: null };
    throw error;
  }
  switch (opened.kind) {
    case 'application': {
      vault.write(changes, groupId, opened.state);
      const member = memberAt(state, opened.senderLeaf);
      const sender = member === undefined ? null : leafOf(member);
      if (sender === null) return { kind: 'refused', reason: 'unnamed-leaf', sender: null };
      if (!constantTimeEqual(opened.authenticatedData, transcriptOf(state))) {
        return { kind: 'forked', sender: sender.accountId };
      }
      return readPlaintext(groupId, event, sender, opened.plaintext);
    }
    case 'proposal': {
      const by = opened.sender.kind === 'member' ? memberAt(state, opened.sender.leaf) : undefined;
      const target = opened.proposal.kind === 'remove' ? memberAt(state, opened.proposal.leaf) : undefined;
      const proposer = by && leafOf(by);
      const leaf = target && leafOf(target);
      // Of proposals, groups here know one: somebody takes themselves out.
      if (!proposer || !leaf || proposer.accountId !== leaf.accountId) return { kind: 'proposal-refused' };
      vault.write(changes, groupId, opened.state);
      return { kind: 'leaving', leaf };
    }
    case 'commit': {
      const { staged } = opened;
      const { next } = staged;
      return {
        kind: 'change',
        change: stagedChange(state, staged),
        commit: {
          before: describeGroup(state),
          after: next === undefined ? null : describeGroup(next),
          removes: staged.committer !== 'external' && staged.removed.length > 0,
          adopt(inner) {
            if (next === undefined) {
              vault.forget(inner, groupId);
              return { rejoinKey: new Uint8Array() };
            }
            vault.write(inner, groupId, next);
            return { rejoinKey: exportRejoinKey(next) };
          },
        },
      };
    }
    case 'wrong-epoch':
      return { kind: 'wrong-epoch', epoch: Number(opened.epoch) };
    default:
      return { kind: opened.kind };
  }
}

type Opened = ReturnType<typeof openMessage>;

/** A commit waits for device lists now and then; what it comes to in the same state stays the same. */
const stagedCommits = new WeakMap<GroupEvent, { readonly state: GroupState; readonly opened: Opened }>();

function openOnce(state: GroupState, event: GroupEvent): Opened {
  const known = stagedCommits.get(event);
  if (known?.state === state) return known.opened;
  const opened = openMessage(state, event.payload);
  if (opened.kind === 'commit') stagedCommits.set(event, { state, opened });
  return opened;
}

const transcripts = new WeakMap<object, Uint8Array>();

/** The transcript of an epoch, hashed once: every message of it is compared with it. */
function transcriptOf(state: GroupState): Uint8Array {
  const known = transcripts.get(state.context) ?? transcriptDigest(confirmedTranscript(state));
  transcripts.set(state.context, known);
  return known;
}

function readPlaintext(
  groupId: ConversationId,
  event: GroupEvent,
  sender: Leaf,
  plaintext: Uint8Array,
): OpenedGroupEvent {
  const refused = (reason: EventRefusal): OpenedGroupEvent => ({
    kind: 'refused',
    reason,
    sender: sender.accountId,
  });
  const bytes = unpad(plaintext);
  if (bytes === undefined) return refused('padding');
  const decoded = decodeContent(bytes);
  if (decoded.kind === 'malformed') return refused('content');
  // What was written elsewhere cannot be told here again, nor under another name.
  if (uuidFromBytes(decoded.content.conversation) !== groupId) return refused('conversation');
  if (messageIdOf(sender.accountId, groupId, bytes) !== event.id) return refused('message-id');
  return {
    kind: 'message',
    senderLeaf: sender.leaf,
    message: {
      messageId: event.id as MessageId,
      conversationId: groupId,
      senderId: sender.accountId,
      senderDeviceId: sender.deviceId,
      acceptedAt: event.acceptedAt,
      via: 'group',
      content: decoded.content,
      bytes,
    },
  };
}
