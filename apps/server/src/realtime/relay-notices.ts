import type { ServerEvents } from '../server-events.ts';
import type { Hub } from './hub.ts';
import { shareFrame } from './shared-frame.ts';

/** What other parts of the server have to say to connected devices. */
export function relayNotices(events: ServerEvents, hub: Hub): void {
  events.on('session-ended', (sessionId) => {
    for (const connection of hub.all())
      if (connection.sessionId === sessionId) connection.close('session-ended');
  });
  events.on('device-removed', (accountId, deviceId) => {
    hub.ofDevice(accountId, deviceId)?.close('session-ended');
  });
  events.on('devices-changed', ({ accountId, version }) => {
    const notice = shareFrame({
      type: 'notice',
      notice: 'devices-changed',
      user_id: accountId,
      device_list_version: version,
    });
    for (const connection of hub.all())
      if (connection.accountId === accountId || connection.knows(accountId)) connection.notify(notice);
  });
  events.on('prekeys-low', ({ accountId, deviceId, oneTimePrekeys, oneTimeKemPrekeys }) => {
    const notice = shareFrame({
      type: 'notice',
      notice: 'prekeys-low',
      onetime_prekeys: oneTimePrekeys,
      onetime_kem_prekeys: oneTimeKemPrekeys,
    });
    hub.ofDevice(accountId, deviceId)?.notify(notice);
  });
  events.on('key-packages-low', ({ accountId, deviceId, suite, keyPackages }) => {
    const notice = shareFrame({
      type: 'notice',
      notice: 'key-packages-low',
      suite,
      key_packages: keyPackages,
    });
    hub.ofDevice(accountId, deviceId)?.notify(notice);
  });
}
