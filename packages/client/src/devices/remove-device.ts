import type { DeviceId, SessionId } from '@sotto/protocol';
import { routes } from '@sotto/protocol/http';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { fetchOwnList, publishOwnList } from './own-device-list.ts';

/** Signs another device of one's own out: it leaves the signed list, and its keys and sessions go with it. */
export async function removeDevice(context: DeviceContext, sessionId: SessionId): Promise<void> {
  const { call } = context;
  const { sessions } = await call(routes.listSessions, {});
  const session = sessions.find((one) => one.session_id === sessionId);
  if (session === undefined) throw new ClientError('unknown-session');
  if (!(await unlistDevice(context, session.device_id))) {
    await call(routes.endSession, { params: { session_id: sessionId } });
  }
  await fetchOwnList(context);
}

/** Publishes the device list without a device. False: it does not name it. */
export async function unlistDevice(context: DeviceContext, deviceId: DeviceId): Promise<boolean> {
  let listed = false;
  await publishOwnList(
    context,
    (devices) => {
      const others = devices.filter((device) => device.deviceId !== deviceId);
      listed = others.length < devices.length;
      return listed ? others : null;
    },
    (list) =>
      context.call(routes.deactivateDevice, {
        params: { user_id: context.self.accountId, device_id: deviceId },
        body: { device_list: list },
      }),
  );
  return listed;
}
