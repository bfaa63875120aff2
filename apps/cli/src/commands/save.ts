import { existsSync, statSync } from 'node:fs';
import { join, parse, resolve } from 'node:path';
import type { ConversationId, FilePart, SottoClient } from '@sotto/client';
import { type Command, RefusedError, UsageError } from '../command.ts';
import { showProgress } from '../output/progress.ts';
import { asRefusal } from './as-refusal.ts';
import { caughtUp } from './caught-up.ts';
import { findConversation } from './find-conversation.ts';
import { settled, signedIn } from './signed-in.ts';

export const save: Command = {
  usage: 'save WHOM [NAME or FILE-ID] [--to PLACE]',
  summary: 'save a file from a conversation: the newest, or the newest of that name; nothing is overwritten',
  options: { to: { type: 'string' } },
  async run({ positionals, values, output, open, signal }) {
    const [whom, wanted] = positionals;
    if (whom === undefined) throw new UsageError('say whose file');
    const client = await open();
    await signedIn(client);
    await caughtUp(client, signal);
    const conversationId = await findConversation(client, whom);
    const file = await findFile(client, conversationId, wanted, signal);
    const path = placeFor(file.name, typeof values['to'] === 'string' ? values['to'] : '.');
    const stopProgress = showProgress(output, client.downloads, () => {
      const moving = client.downloads.current.find((one) => one.fileId === file.fileId);
      return moving === undefined
        ? null
        : { done: moving.bytesReceived, of: moving.bytes, perSecond: moving.bytesPerSecond };
    });
    const cancel = () => void client.cancelDownload(file.fileId);
    signal.addEventListener('abort', cancel, { once: true });
    try {
      await client.saveFile(file.fileId, path);
    } catch (error) {
      throw asRefusal('not saved', error);
    } finally {
      stopProgress();
      signal.removeEventListener('abort', cancel);
    }
    output.print(`Saved ${path}`, { file_id: file.fileId, path, name: file.name, bytes: file.bytes });
  },
};

/** The newest file of a conversation that is meant. */
async function findFile(
  client: SottoClient,
  conversationId: ConversationId,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<FilePart> {
  const handle = client.openTimeline(conversationId);
  try {
    await settled(handle.timeline, (timeline) => !timeline.loading, signal);
    for (;;) {
      const files = handle.timeline.current.items.flatMap((item) =>
        item.kind === 'message' ? item.parts.filter((part) => part.kind === 'file') : [],
      );
      const found = files.findLast(
        ({ name, fileId }) => wanted === undefined || name === wanted || fileId === wanted,
      );
      if (found !== undefined) return found;
      if (!handle.timeline.current.hasOlder) break;
      await handle.loadOlder();
    }
  } finally {
    handle.close();
  }
  throw new RefusedError(
    'unknown-file',
    wanted === undefined ? 'there is no file' : `there is no file ${wanted}`,
  );
}

/** A path that is free: in a folder under the file's own name, numbered where that is taken. */
function placeFor(name: string, to: string): string {
  const place = resolve(to);
  if (!existsSync(place)) return place;
  if (!statSync(place).isDirectory())
    throw new RefusedError('file-exists', `there is a file ${place} already`);
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number++) {
    const path = join(place, number === 1 ? name : `${stem} (${number})${ext}`);
    if (!existsSync(path)) return path;
  }
}
