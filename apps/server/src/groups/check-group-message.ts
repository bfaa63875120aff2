import { CryptoError, type MessageHeader, readMessageHeader } from '@sotto/crypto/public';
import { type GroupId, uuidToBytes } from '@sotto/protocol';
import { ProblemError } from '../http/problem-error.ts';

/** As much as a delivery service can know of what members send: it opens nothing. */
export type CheckedMessage = { readonly epoch: number; readonly kind: 'application' | 'proposal' };
export type CheckedCommit = { readonly epoch: number; readonly outside: boolean };

/**
 * Application data or a proposal, for this group.
 *
 * @throws ProblemError `group-message-refused`.
 */
export function checkGroupMessage(groupId: GroupId, payload: Uint8Array): CheckedMessage {
  const { wireFormat, contentType, epoch } = readHeader(groupId, payload);
  if (wireFormat !== 'private') throw refused('only a PrivateMessage is taken');
  if (contentType === 'commit') throw refused('a commit goes by a route of its own');
  return { epoch: toNumber(epoch), kind: contentType };
}

/**
 * A commit for this group, by a member or by somebody who joins by it.
 *
 * @throws ProblemError `group-message-refused`.
 */
export function checkGroupCommit(groupId: GroupId, commit: Uint8Array): CheckedCommit {
  const header = readHeader(groupId, commit);
  if (header.contentType !== 'commit') throw refused('this is no commit');
  const outside = header.wireFormat === 'public';
  if (outside && header.sender !== 'new-member-commit')
    throw refused('a PublicMessage is taken from new members only');
  return { epoch: toNumber(header.epoch), outside };
}

function readHeader(groupId: GroupId, message: Uint8Array): MessageHeader {
  let header: MessageHeader;
  try {
    header = readMessageHeader(message);
  } catch (error) {
    if (error instanceof CryptoError) throw refused('its head cannot be read');
    throw error;
  }
  if (Buffer.compare(header.groupId, uuidToBytes(groupId)) !== 0) throw refused('it is of another group');
  return header;
}

function toNumber(epoch: bigint): number {
  if (epoch >= BigInt(Number.MAX_SAFE_INTEGER)) throw refused('no group has come so far');
  return Number(epoch);
}

function refused(detail: string): ProblemError {
  return new ProblemError('group-message-refused', { detail });
}
