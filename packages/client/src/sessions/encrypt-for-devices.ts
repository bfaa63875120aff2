import { closeSession, encryptMessage, initiateSession } from '@sotto/crypto/direct';
import type { VerifiedPrekeyBundle } from '@sotto/crypto/identity';
import { CryptoError } from '@sotto/crypto/primitives';
import type { DeviceId } from '@sotto/protocol';
import type { DeviceContext } from '../device-context.ts';
import type { KnownDevice } from '../devices/device-table.ts';
import type { Changes } from '../store/changes.ts';
import { localAddress, localIdentity } from './local-identity.ts';
import { readSession, type StoredSession, saveSession } from './session-table.ts';

export type DeviceEnvelope = { readonly deviceId: DeviceId; readonly ciphertext: Uint8Array };

export type EncryptOutcome =
  | { readonly kind: 'encrypted'; readonly envelopes: readonly DeviceEnvelope[] }
  /** These have no session that may be sent on, and no bundle was at hand. */
  | { readonly kind: 'needs-bundles'; readonly devices: readonly KnownDevice[] }
  /** A bundle with keys that nobody may use. */
  | { readonly kind: 'refused'; readonly device: KnownDevice };

type Context = Pick<DeviceContext, 'self' | 'platform'>;

/**
 * Encrypts one padded plaintext for every given device, or for none of them. The new ratchet states are
 * part of the change: they are durable before a ciphertext can leave (REQ-S7).
 *
 * @param bundles taken from, so that no bundle begins two sessions.
 */
export function encryptForDevices(
  changes: Changes,
  context: Context,
  plaintext: Uint8Array,
  devices: readonly KnownDevice[],
  bundles: Map<DeviceId, VerifiedPrekeyBundle>,
): EncryptOutcome {
  const now = context.platform.clock();
  const missing: KnownDevice[] = [];
  const encrypted: { device: KnownDevice; session: StoredSession; ciphertext: Uint8Array }[] = [];
  for (const device of devices) {
    let session = usableSession(readSession(changes, device.accountId, device.deviceId), now);
    let outcome = encryptMessage(session.record, plaintext, now);
    if (outcome.kind === 'needs-session') {
      const bundle = bundles.get(device.deviceId);
      if (bundle === undefined) {
        missing.push(device);
        continue;
      }
      bundles.delete(device.deviceId);
      const begun = beginSession(context, session, device, bundle, now);
      if (begun === null) return { kind: 'refused', device };
      session = begun;
      outcome = encryptMessage(session.record, plaintext, now);
      if (outcome.kind === 'needs-session') return { kind: 'refused', device };
    }
    encrypted.push({
      device,
      session: { ...session, record: outcome.record },
      ciphertext: outcome.message.bytes,
    });
  }
  if (missing.length > 0) return { kind: 'needs-bundles', devices: missing };
  for (const { device, session } of encrypted) {
    saveSession(changes, device.accountId, device.deviceId, session);
  }
  return {
    kind: 'encrypted',
    envelopes: encrypted.map(({ device, ciphertext }) => ({ deviceId: device.deviceId, ciphertext })),
  };
}

function beginSession(
  { self, platform }: Context,
  session: StoredSession,
  { accountId, deviceId }: KnownDevice,
  bundle: VerifiedPrekeyBundle,
  now: number,
): StoredSession | null {
  try {
    const addresses = { local: localAddress(self), remote: { accountId, deviceId } };
    const begun = initiateSession(
      session.record,
      localIdentity(self),
      bundle,
      addresses,
      now,
      platform.random,
    );
    if (begun.kind === 'refused') return null;
    platform.log('info', 'session-started');
    return { ...session, record: begun.record, establishedAt: now, freshBeforeSend: false };
  } catch (error) {
    if (error instanceof CryptoError) return null;
    throw error;
  }
}

/** A chain that must not be sent on again is closed; what it may still receive is kept. */
function usableSession(session: StoredSession, now: number): StoredSession {
  return session.freshBeforeSend ? { ...session, record: closeSession(session.record, now) } : session;
}
