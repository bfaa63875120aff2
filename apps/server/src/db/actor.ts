import type { AccountId, DeviceId, SessionId } from '@sotto/protocol';
import type { Role } from '@sotto/protocol/http';

/** For whom the server acts: taken from a verified access token, never from a path or a body. */
export type Actor = {
  readonly accountId: AccountId;
  readonly deviceId: DeviceId;
  readonly sessionId: SessionId;
  readonly role: Role;
};
