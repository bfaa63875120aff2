import { type Command, RefusedError, UsageError } from '../command.ts';
import { signedIn } from './signed-in.ts';

export const devices: Command = {
  usage: 'devices',
  summary: 'where this account is signed in',
  async run({ output, open }) {
    const client = await open();
    await signedIn(client);
    for (const session of await client.listSessions()) {
      const name = session.deviceName ?? '(unreadable name)';
      output.print(
        `${session.current ? '*' : ' '} ${name}  ${session.deviceId}  last used ${new Date(session.lastUsedAt).toISOString()}  session ${session.sessionId}`,
        {
          session_id: session.sessionId,
          device_id: session.deviceId,
          device_name: session.deviceName,
          last_used_at: new Date(session.lastUsedAt).toISOString(),
          current: session.current,
        },
      );
    }
  },
};

export const removeDevice: Command = {
  usage: 'remove-device SESSION-ID',
  summary: 'sign another of your devices out and remove it from your device list',
  async run({ positionals, output, open }) {
    const [sessionId] = positionals;
    if (sessionId === undefined) throw new UsageError('say which session (see `sotto devices`)');
    const client = await open();
    await signedIn(client);
    const session = (await client.listSessions()).find((known) => known.sessionId === sessionId);
    if (session === undefined) throw new RefusedError('session-unknown', 'there is no such session');
    if (session.current)
      throw new RefusedError('current-session', 'this is the device you are using: sign out instead');
    await client.removeDevice(session.sessionId);
    output.print('Removed.', { removed: session.deviceId });
  },
};
