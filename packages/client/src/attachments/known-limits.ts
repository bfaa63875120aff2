import { BlobLimits, routes } from '@sotto/protocol/http';
import type { FileLimits } from '../api/file.ts';
import type { DeviceContext } from '../device-context.ts';
import type { Reader } from '../store/changes.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

/** What the server said last about files; `null`: it was never asked. */
export function knownLimits(reader: Reader): FileLimits | null {
  const stored = readSetting(reader, 'file-limits');
  if (typeof stored !== 'string') return null;
  const limits = BlobLimits.safeParse(JSON.parse(stored));
  return limits.success ? present(limits.data) : null;
}

/** Asks the server; what it says holds until it is asked again, offline too. */
export async function refreshLimits({ call, database }: DeviceContext): Promise<FileLimits> {
  const limits = await call(routes.getBlobLimits, {});
  database.commit((changes) => writeSetting(changes, 'file-limits', JSON.stringify(limits)));
  return present(limits);
}

function present(limits: BlobLimits): FileLimits {
  return {
    fileBytesMax: limits.file_bytes_max,
    bytesLeft: limits.account_bytes_left,
    accepting: limits.accepting,
    blockedExtensions: limits.blocked_extensions,
  };
}
