import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId, FilePart, TimelineMessage } from '@sotto/client';
import { chunkBytes, layoutOf, tagBytes } from '@sotto/crypto/attachment';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import type { HostileBlobs } from '../src/system/unreliable-bytes.ts';
import { waitUntil } from '../src/system/wait-until.ts';

/**
 * A server that gives out other bytes than it was given (REQ-C4). Each attack is answered alike: nothing is shown,
 * nothing is written, the file is marked as damaged for good. Without the attack the same file opens.
 */
let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let conversation: ConversationId;
let file: FilePart;
let other: FilePart;
const folder = mkdtempSync(join(tmpdir(), 'sotto-hostile-'));
const fileBytes = 3 * chunkBytes + 1000;
const layout = layoutOf(fileBytes);
const contents = [randomBytes(fileBytes), randomBytes(fileBytes)] as const;
let captions = 0;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const person = alice.client.people.current.find((one) => one.username === 'bob');
  conversation = await alice.client.openDirectConversation(person?.accountId as never);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});
// A file that was refused stays refused: every attack gets its own.
beforeEach(async () => {
  bob.bytes.setHostile(null);
  [file, other] = [await sent(contents[0]), await sent(contents[1])];
});

async function sent(content: Uint8Array): Promise<FilePart> {
  captions += 1;
  const caption = `file ${captions}`;
  const path = join(folder, caption);
  writeFileSync(path, content);
  await alice.client.sendFiles(conversation, [{ file: path }], { caption });
  await waitUntil('it came', () =>
    bob.client.conversations.current.some((one) => one.lastMessage?.text === caption),
  );
  const message = (await bob.history(conversation)).findLast(
    (item): item is TimelineMessage => item.kind === 'message' && item.text === caption,
  );
  return message?.parts.find((part) => part.kind === 'file') as FilePart;
}

/** The whole blob as the server has it. */
const blobOf = ({ fileId }: FilePart) => {
  const blobId = fileId.split('/')[1] as string;
  return new Uint8Array(readFileSync(join(system.server.dataDir, 'blobs', blobId.slice(0, 2), blobId)));
};

/** Gives ranges of another blob than the one that was asked for. */
const instead =
  (blob: Uint8Array): HostileBlobs =>
  ({ from, to }) => ({ bytes: blob.slice(from, to), blobLength: blob.length });

const join2 = (...parts: readonly Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
const chunk = (blob: Uint8Array, index: number) =>
  blob.slice(index * chunkBytes, Math.min((index + 1) * chunkBytes, layout.paddedLength));
const tags = (blob: Uint8Array) => blob.slice(layout.paddedLength);
const tag = (blob: Uint8Array, index: number) => tags(blob).slice(index * tagBytes, (index + 1) * tagBytes);

const attacks: Record<string, () => Uint8Array> = {
  'swapped for another file': () => blobOf(other),
  'chunks of another file behind the right tags': () =>
    join2(blobOf(other).slice(0, layout.paddedLength), tags(blobOf(file))),
  'its tags with the chunks of another': () =>
    join2(blobOf(file).slice(0, layout.paddedLength), tags(blobOf(other))),
  'cut short by a byte': () => blobOf(file).slice(0, -1),
  'cut short by a chunk and its tag': () => {
    const blob = blobOf(file);
    return join2(blob.slice(0, 2 * chunkBytes), tags(blob).slice(0, 2 * tagBytes));
  },
  'longer by a byte': () => join2(blobOf(file), new Uint8Array(1)),
  'longer by a chunk': () => join2(blobOf(file).slice(0, layout.paddedLength), blobOf(file)),
  'two chunks in each other’s place': () => {
    const blob = blobOf(file);
    return join2(chunk(blob, 1), chunk(blob, 0), blob.slice(2 * chunkBytes));
  },
  'two chunks with their tags in each other’s place': () => {
    const blob = blobOf(file);
    const last = tags(blob).slice(2 * tagBytes);
    return join2(
      chunk(blob, 1),
      chunk(blob, 0),
      blob.slice(2 * chunkBytes, layout.paddedLength),
      tag(blob, 1),
      tag(blob, 0),
      last,
    );
  },
  'one bit in the last chunk': () => {
    const blob = blobOf(file);
    blob[layout.paddedLength - 1] = (blob[layout.paddedLength - 1] ?? 0) ^ 1;
    return blob;
  },
  noise: () => new Uint8Array(randomBytes(layout.blobLength)),
};

describe.each(Object.keys(attacks))('REQ-C4 %s', (name) => {
  const attack = () => bob.bytes.setHostile(instead((attacks[name] as () => Uint8Array)()));

  test('is refused whole: saved, opened, fetched', async () => {
    attack();
    const path = join(folder, `refused ${name}`);
    await expect(bob.client.saveFile(file.fileId, path)).rejects.toMatchObject({ code: 'file-damaged' });
    expect(existsSync(path)).toBe(false);
    expect(readdirSync(folder).filter((entry) => entry.includes('.part'))).toEqual([]);
    bob.bytes.setHostile(null);
    // For good: what was damaged once is not tried until it fits.
    await expect(bob.client.openFile(file.fileId)).rejects.toMatchObject({ code: 'file-damaged' });
    await expect(bob.client.fetchFile(file.fileId)).rejects.toMatchObject({ code: 'file-damaged' });
    // The other one is none the worse for it.
    expect(sha((await bob.client.openFile(other.fileId)).bytes)).toBe(sha(contents[1]));
  });

  test('gives a player nothing of it', async () => {
    attack();
    const reads = [];
    for (let index = 0; index < layout.chunkCount; index++) {
      const from = index * chunkBytes;
      reads.push(
        await bob.client.readFile(file.fileId, { from, to: from + 100 }).then(
          (bytes) => sha(bytes) === sha(contents[0].subarray(from, from + bytes.length)),
          () => 'refused',
        ),
      );
    }
    // A right beginning may be played; never a byte that is not the sender's.
    expect(reads).not.toContain(false);
    expect(reads).toContain('refused');
  });

  test('and without it, the same file opens', async () => {
    expect(sha((await bob.client.openFile(file.fileId)).bytes)).toBe(sha(contents[0]));
  });
});

test('a copy on this device that lost a bit is noticed, and fetched anew', async () => {
  await bob.client.fetchFile(file.fileId);
  const path = join(bob.folder, 'files', file.fileId.split('/')[1] as string);
  const copy = readFileSync(path);
  copy[chunkBytes + 5] = (copy[chunkBytes + 5] ?? 0) ^ 1;
  writeFileSync(path, copy);
  expect(sha((await bob.client.openFile(file.fileId)).bytes)).toBe(sha(contents[0]));
});

function sha(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
