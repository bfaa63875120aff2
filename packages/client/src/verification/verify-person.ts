import { accountParty, compareScanned, safetyNumber as computeSafetyNumber } from '@sotto/crypto/identity';
import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { AccountId } from '@sotto/protocol';
import type { SafetyNumber } from '../api/conversation.ts';
import { ClientError } from '../client-error.ts';
import { ensureDirectConversation } from '../conversations/conversation-table.ts';
import { addVerificationNotice } from '../conversations/notices.ts';
import type { DeviceContext } from '../device-context.ts';
import { refreshDevices } from '../devices/refresh-devices.ts';
import { failMessage } from '../messages/item-table.ts';
import { setFailed } from '../outbox/outbox-table.ts';
import { readPerson, setVerifiedKey } from '../people/person-table.ts';
import { textOf } from '../store/columns.ts';

/** The number that both sides see when nobody stands between them (REQ-I5). */
export async function safetyNumber(context: DeviceContext, accountId: AccountId): Promise<SafetyNumber> {
  const { identityKey, verified } = await keyOf(context, accountId);
  const { self } = context;
  const number = computeSafetyNumber(
    accountParty(self.accountId, self.identityKey),
    accountParty(accountId, identityKey),
  );
  return { digits: number.digits, scannable: number.scannable, verified };
}

export async function compareScannedCode(
  context: DeviceContext,
  accountId: AccountId,
  scanned: Uint8Array,
): Promise<'match' | 'mismatch' | 'unreadable'> {
  const { identityKey } = await keyOf(context, accountId);
  const { self } = context;
  return compareScanned(
    accountParty(self.accountId, self.identityKey),
    accountParty(accountId, identityKey),
    scanned,
  );
}

/** Marks the identity key that is pinned now as compared; another key is not covered by the mark. */
export async function setVerified(
  context: DeviceContext,
  accountId: AccountId,
  verified: boolean,
): Promise<void> {
  const { identityKey, verified: before } = await keyOf(context, accountId);
  if (verified === before) return;
  const { database, self, platform } = context;
  database.commit((changes) => {
    setVerifiedKey(changes, accountId, verified ? identityKey : null);
    addVerificationNotice(changes, self, accountId, verified, platform.clock());
    releaseMessages(context, accountId);
  });
}

/** Goes on with an identity key that changed after it was verified: it is not verified any more. */
export function acceptChangedIdentity(context: DeviceContext, accountId: AccountId): void {
  context.database.commit((changes) => {
    if (readPerson(changes, accountId)?.awaitingDecision !== true) return;
    setVerifiedKey(changes, accountId, null);
    releaseMessages(context, accountId);
  });
}

/** What waited for the decision leaves now. */
function releaseMessages({ database, self, platform }: DeviceContext, accountId: AccountId): void {
  database.commit((changes) => {
    const { conversationId } = ensureDirectConversation(changes, self, accountId, platform.clock());
    // What is no message of its own (a reaction, an edit) failed for no other reason.
    for (const row of changes.all(
      `select o.message_id from outbox o left join items i on i.item_id = o.message_id
         where o.conversation_id = ? and o.failed = 1 and coalesce(i.failure, 'identity-changed') = 'identity-changed'`,
      [conversationId],
    )) {
      setFailed(changes, textOf(row, 'message_id'), false);
      failMessage(changes, conversationId, textOf(row, 'message_id'), null);
    }
  });
}

async function keyOf(
  context: DeviceContext,
  accountId: AccountId,
): Promise<{ identityKey: Uint8Array; verified: boolean }> {
  if (accountId === context.self.accountId) throw new ClientError('unknown-person');
  if ((readPerson(context.database, accountId)?.identityKey ?? null) === null) {
    await refreshDevices(context, accountId);
  }
  const person = readPerson(context.database, accountId);
  if (person === null) throw new ClientError('unknown-person');
  const { identityKey, verifiedKey } = person;
  if (identityKey === null) throw new ClientError('no-identity-key');
  return { identityKey, verified: verifiedKey !== null && constantTimeEqual(identityKey, verifiedKey) };
}
