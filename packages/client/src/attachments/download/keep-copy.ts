import { chunkBytes, trailerOf } from '@sotto/crypto/attachment';
import type { FileBody } from '@sotto/protocol/content';
import type { DeviceContext } from '../../device-context.ts';
import { readCopy, saveCopy, withCopy } from '../local-copies.ts';
import type { ReadChunk } from './read-chunks.ts';
import type { VerifiedBlob } from './verify-blob.ts';

/** What was received is durable this often: so much is fetched again after a crash. */
const flushChunks = 256;

/**
 * Writes a file's blob to this device as its checked chunks come, sealed as it is. A copy that was begun before is gone
 * on with.
 *
 * @param chunks those from a number on, to the end.
 * @param onProgress so many chunks are here.
 * @returns false where this device keeps nothing.
 */
export async function keepCopy(
  context: Pick<DeviceContext, 'database' | 'platform'>,
  body: FileBody,
  { file, tags }: VerifiedBlob,
  chunks: (first: number) => AsyncIterable<ReadChunk>,
  onProgress: (chunks: number) => void,
): Promise<boolean> {
  const { database, platform } = context;
  const { layout } = file;
  const { blobId } = body;
  const kept = await withCopy(context, blobId, async (copy) => {
    let received = readCopy(database, blobId)?.received ?? 0;
    const save = async (complete: boolean) => {
      await copy.flush();
      database.commit((changes) =>
        saveCopy(changes, { blobId, bytes: layout.blobLength, received, complete }, platform.clock()),
      );
    };
    if (received === 0) {
      await copy.write(trailerOf(layout).from, tags);
      await save(false);
    }
    for await (const { index, ciphertext } of chunks(received)) {
      await copy.write(index * chunkBytes, ciphertext);
      received = index + 1;
      onProgress(received);
      if (received % flushChunks === 0) await save(false);
    }
    await save(true);
    return true;
  });
  return kept ?? false;
}
