import { openDeviceName } from '@sotto/crypto/identity';
import { CryptoError } from '@sotto/crypto/primitives';
import { decodeBase64 } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import type { SignedInSession } from '../api/session.ts';
import type { DeviceContext } from '../device-context.ts';
import type { OwnAccount } from './own-account.ts';

/** Where this account is signed in, with the names that only its own devices can read. */
export async function listSessions({ self, call }: DeviceContext): Promise<SignedInSession[]> {
  const { sessions } = await call(routes.listSessions, {});
  const { devices } = await call(routes.listDevices, { params: { user_id: self.accountId } });
  const names = new Map(devices.map((device) => [device.device_id, device.device_name]));
  return sessions.map((session) => ({
    sessionId: session.session_id,
    deviceId: session.device_id,
    deviceName: openName(self, names.get(session.device_id), session.device_id),
    createdAt: Date.parse(session.created_at),
    lastUsedAt: Date.parse(session.last_used_at),
    current: session.current,
  }));
}

function openName({ identitySeed }: OwnAccount, sealed: string | undefined, deviceId: string): string | null {
  const bytes = sealed === undefined ? undefined : decodeBase64(sealed);
  if (bytes === undefined) return null;
  try {
    return openDeviceName(bytes, deviceId, identitySeed);
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}
