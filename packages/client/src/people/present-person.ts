import { constantTimeEqual } from '@sotto/crypto/primitives';
import type { Person } from '../api/person.ts';
import type { PersonRecord } from './person-table.ts';

/** A person as an interface shows them: what is known of their keys becomes two plain answers. */
export function presentPerson(record: PersonRecord): Person {
  const { accountId, username, displayName, role, identityKey, verifiedKey, awaitingDecision } = record;
  return {
    accountId,
    username,
    displayName,
    role,
    verified: identityKey !== null && verifiedKey !== null && constantTimeEqual(identityKey, verifiedKey),
    identityChanged: awaitingDecision,
  };
}
