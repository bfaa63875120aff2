import type { Download, Upload } from '../api/file.ts';
import type { Query } from '../api/query.ts';
import type { DeviceContext } from '../device-context.ts';
import { blobTransport } from '../transport/blob-transport.ts';
import type { Upkeep } from '../upkeep.ts';
import { doDuties } from './do-duties.ts';
import { createDownloads, type Downloads } from './download/downloads.ts';
import { refreshLimits } from './known-limits.ts';
import { removeStrayCopies } from './local-copies.ts';
import { createUploads, type Uploads } from './upload/uploads.ts';

/** Everything about files that goes on by itself while a device is at work. */
export type Files = {
  readonly uploads: Uploads;
  readonly downloads: Downloads;
  readonly uploadsQuery: Query<readonly Upload[]>;
  readonly downloadsQuery: Query<readonly Download[]>;
  setOnline(online: boolean): void;
  /** Resolves when what is owed for files was tried. */
  idle(): Promise<void>;
  stop(): void;
};

export function createFiles(serverUrl: string, context: DeviceContext, upkeep: Upkeep): Files {
  const { database, platform, tokens } = context;
  const transport = blobTransport(serverUrl, platform.files.bytes, platform.timer, tokens);
  const uploads = createUploads(context, transport);
  const downloads = createDownloads(context, transport);
  let online = false;

  function attend(): void {
    upkeep.soon('file-duties', 0, async () => {
      const at = await doDuties(context, () => online);
      if (at === null) return;
      const wait = Math.max(1000, at - platform.clock());
      upkeep.soon('file-duties-later', wait, async () => attend());
    });
  }

  // A message that the server has taken lets its files be kept.
  const stopWatching = database.onCommit((touched) => {
    if (touched.uploads || touched.outbox) attend();
  });
  attend();
  upkeep.soon('stray-copies', 0, () => removeStrayCopies(context));

  return {
    uploads,
    downloads,
    uploadsQuery: uploads.query,
    downloadsQuery: downloads.query,
    setOnline(now) {
      if (now === online) return;
      online = now;
      uploads.setOnline(now);
      downloads.setOnline(now);
      if (!now) return;
      attend();
      upkeep.soon('file-limits', 0, async () => {
        await refreshLimits(context);
      });
    },
    async idle() {
      await doDuties(context, () => online);
    },
    stop() {
      stopWatching();
      uploads.stop();
      downloads.stop();
    },
  };
}
