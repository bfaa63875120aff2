import { type AccountId, limits } from '@sotto/protocol';
import { GroupLimits, routes } from '@sotto/protocol/http';
import type { DeviceContext } from '../device-context.ts';
import { readDevices } from '../devices/device-table.ts';
import { refreshDeviceLists } from '../devices/refresh-device-lists.ts';
import { readPerson } from '../people/person-table.ts';
import { pause } from '../platform/pause.ts';
import { classicalSuite, type GroupSuite, hybridSuite } from '../sessions/make-key-package.ts';
import type { Reader } from '../store/changes.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/**
 * Up to so many devices a group is made in the hybrid suite, whose keys are some ten times as large: beyond,
 * adding people takes seconds on a slow line. An organisation may want more; a server cannot make it less.
 */
export const hybridDevicesMax = 200;

/** Of somebody whose devices could not be looked up. */
const devicesGuessed = 3;

const patienceMs = 1500;

/** Which suite a new group of these people is made in. */
export function chooseSuite(reader: Reader, people: readonly AccountId[]): GroupSuite {
  const devices = people
    .map((accountId) => readDevices(reader, accountId).length || devicesGuessed)
    .reduce((sum, count) => sum + count, 0);
  return devices <= hybridUpTo(reader) ? hybridSuite : classicalSuite;
}

/** Looks up how many devices people have, where that decides the suite. Without an answer soon it is guessed. */
export async function learnDeviceCounts(context: DeviceContext, people: readonly AccountId[]): Promise<void> {
  const { database, platform } = context;
  const unknown = people.filter(
    (accountId) => readPerson(database, accountId) !== null && readDevices(database, accountId).length === 0,
  );
  if (unknown.length === 0 || people.length * limits.devicesPerAccountMax <= hybridUpTo(database)) return;
  // Offline, refused, or too slow: the guess stands.
  const answer = refreshDeviceLists(context, unknown).catch(() => {});
  await Promise.race([answer, pause(platform.timer, patienceMs)]);
}

/** Asks the server; what it says holds until it is asked again, offline too. */
export async function refreshGroupLimits({ call, database }: DeviceContext): Promise<void> {
  const limits = await call(routes.getGroupLimits, {});
  database.commit((changes) => writeSetting(changes, 'group-limits', JSON.stringify(limits)));
}

function hybridUpTo(reader: Reader): number {
  const stored = readSetting(reader, 'group-limits');
  const known = typeof stored === 'string' ? GroupLimits.safeParse(JSON.parse(stored)) : null;
  return Math.max(hybridDevicesMax, known?.success ? known.data.hybrid_devices_max : 0);
}
