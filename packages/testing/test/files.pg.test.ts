import { createHash, randomBytes } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConversationId, FilePart, TimelineMessage, Upload } from '@sotto/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../src/server-process/database-client.ts';
import type { PersonDevice } from '../src/system/person.ts';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
let alice: PersonDevice;
let bob: PersonDevice;
let conversation: ConversationId;
const folder = mkdtempSync(join(tmpdir(), 'sotto-files-'));
const mebibyte = 2 ** 20;

beforeAll(async () => {
  system = await startSystem();
  alice = await system.signUp('alice');
  bob = await system.signUp('bob');
  await alice.client.refreshPeople();
  const person = alice.client.people.current.find((one) => one.username === 'bob');
  if (person === undefined) throw new Error('bob is not there');
  conversation = await alice.client.openDirectConversation(person.accountId);
});
afterAll(async () => {
  await system.stop();
  rmSync(folder, { recursive: true, force: true });
});

let count = 0;
const counter = () => {
  count += 1;
  return count;
};
/** A file on the disk with bytes nobody has seen. */
function newFile(bytes: number, name = `file-${counter()}.bin`, content: Uint8Array = randomBytes(bytes)) {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { path, name, sha: sha(content), bytes: content.length };
}
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** Everything about a file in a message that has come to somebody. */
async function fileOf(device: PersonDevice, caption: string): Promise<FilePart> {
  return (await messageOf(device, caption)).parts.find((part) => part.kind === 'file') as FilePart;
}

async function messageOf(device: PersonDevice, caption: string): Promise<TimelineMessage> {
  const find = async () =>
    (await device.history(conversation)).find(
      (item): item is TimelineMessage => item.kind === 'message' && item.text === caption,
    );
  await waitUntil(`${device.username} has ${caption}`, () =>
    device.client.conversations.current.some((one) => one.lastMessage?.text === caption),
  );
  return (await find()) as TimelineMessage;
}

const newCaption = () => `caption ${counter()}`;

/** Sends a file and waits until it is a message at the other side. */
async function sent(
  path: string,
  options: { caption?: string; viewOnce?: boolean; noForward?: boolean } = {},
) {
  const caption = options.caption ?? newCaption();
  await alice.client.sendFiles(conversation, [{ file: path }], { ...options, caption });
  return { caption, file: await fileOf(bob, caption) };
}

const uploadOf = (device: PersonDevice, uploadId: string): Upload | undefined =>
  device.client.uploads.current.find((one) => one.uploadId === uploadId);

async function saved(device: PersonDevice, file: FilePart): Promise<string> {
  const path = join(folder, `saved-${counter()}`);
  await device.client.saveFile(file.fileId, path);
  return sha(readFileSync(path));
}

describe('a file', () => {
  test('ATT-1 goes from one person to another, with what is said of it', async () => {
    const picture = newFile(0, 'holiday.png', png(40, 30));
    const caption = newCaption();
    await alice.client.sendFiles(
      conversation,
      [
        {
          file: picture.path,
          size: { width: 40, height: 30 },
          description: 'the sea',
          thumbhash: randomBytes(20),
        },
      ],
      { caption },
    );
    const file = await fileOf(bob, caption);
    expect(file).toMatchObject({
      kind: 'file',
      show: 'image',
      name: 'holiday.png',
      mediaType: 'image/png',
      description: 'the sea',
      size: { width: 40, height: 30 },
      state: { kind: 'remote' },
    });
    const opened = await bob.client.openFile(file.fileId);
    expect(opened).toMatchObject({ show: 'image', mediaType: 'image/png' });
    expect(sha(opened.bytes)).toBe(picture.sha);
    expect((await fileOf(bob, caption)).state).toEqual({ kind: 'here' });
    // The one who sent it has it without asking.
    expect((await fileOf(alice, caption)).state).toEqual({ kind: 'here' });
    expect(alice.client.uploads.current).toEqual([]);
  });

  test.each([0, 1, 65_536, 3 * mebibyte + 7, 40 * mebibyte])(
    'ATT-1 of %i bytes is saved as it was',
    async (bytes) => {
      const original = newFile(bytes);
      const { file } = await sent(original.path);
      expect(file.bytes).toBe(bytes);
      expect(await saved(bob, file)).toBe(original.sha);
    },
  );

  test('ATT-2 several are one message, in their order, what was written with them last', async () => {
    const files = [newFile(1000), newFile(200_000), newFile(0)];
    const caption = newCaption();
    await alice.client.sendFiles(
      conversation,
      files.map(({ path }) => ({ file: path })),
      { caption },
    );
    const { parts } = await messageOf(bob, caption);
    expect(parts.map((part) => (part.kind === 'file' ? part.name : part.kind))).toEqual([
      ...files.map(({ name }) => name),
      'text',
    ]);
  });

  test('ATT-3 is read from anywhere, for a player', async () => {
    const original = newFile(5 * mebibyte);
    const { file } = await sent(original.path);
    const bytes = readFileSync(original.path);
    for (const [from, to] of [
      [0, 10],
      [65_530, 65_550],
      [4 * mebibyte, 5 * mebibyte + 100],
    ] as const) {
      const piece = await bob.client.readFile(file.fileId, { from, to });
      expect(sha(piece)).toBe(sha(bytes.subarray(from, to)));
    }
    await expect(bob.client.readFile(file.fileId, { from: 0, to: 5 * mebibyte })).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });

  test('ATT-4 lies sealed on this device, and goes when it is dropped', async () => {
    const canary = Buffer.from('canary-in-a-file '.repeat(5000));
    const { file } = await sent(newFile(0, 'note.txt', canary).path);
    await bob.client.fetchFile(file.fileId);
    const kept = () => readdirSync(join(bob.folder, 'files'));
    const before = kept();
    for (const name of before)
      expect(readFileSync(join(bob.folder, 'files', name)).includes('canary-in-a-file')).toBe(false);
    await bob.client.dropFile(file.fileId);
    await waitUntil('the copy is gone', () => kept().length < before.length);
    expect(await saved(bob, file)).toBe(sha(canary));
  });

  test('ATT-5 its fetching is recorded, and told to whoever sent it', async () => {
    const { file, caption } = await sent(newFile(5000).path);
    await bob.client.openFile(file.fileId);
    const own = await fileOf(alice, caption);
    const accesses = await alice.client.fileAccesses(own.fileId);
    expect(accesses).toMatchObject([{ person: { name: 'bob' }, action: 'download' }]);
    expect(await bob.client.fileAccesses(file.fileId)).toHaveLength(1);
  });

  test('ATT-6 that was deleted for everyone is gone at the server, here and there', async () => {
    const { caption, file } = await sent(newFile(5000).path);
    await bob.client.fetchFile(file.fileId);
    const { id } = await messageOf(alice, caption);
    const stored = () => readdirSync(join(system.server.dataDir, 'blobs'), { recursive: true }).length;
    const before = stored();
    await alice.client.deleteForEveryone(id);
    await waitUntil('it is gone at the server', () => stored() < before);
    await waitUntil(
      'and at bob',
      () => !existsSync(join(bob.folder, 'files', file.fileId.split('/')[1] ?? '')),
    );
    await expect(bob.client.openFile(file.fileId)).rejects.toMatchObject({ code: 'unknown-file' });
  });

  test('ATT-7 to be seen once is seen once, and its key is gone with that', async () => {
    const { file } = await sent(newFile(0, 'once.png', png(3, 3)).path, { viewOnce: true });
    expect(file.viewOnce).toBe(true);
    await expect(bob.client.saveFile(file.fileId, join(folder, 'never'))).rejects.toMatchObject({
      code: 'not-permitted',
    });
    await expect(bob.client.readFile(file.fileId, { from: 0, to: 1 })).rejects.toMatchObject({
      code: 'not-permitted',
    });
    expect((await bob.client.openFile(file.fileId)).show).toBe('image');
    await expect(bob.client.openFile(file.fileId)).rejects.toMatchObject({ code: 'file-gone' });
    expect(existsSync(join(folder, 'never'))).toBe(false);
  });

  test('ATT-8 is passed on without being sent again, unless it is not to be', async () => {
    const { file, caption } = await sent(newFile(70_000).path);
    const note = await bob.client.openNoteToSelf();
    const { id } = await messageOf(bob, caption);
    const before = bob.bytes.requests.filter(({ method }) => method === 'PATCH').length;
    await bob.client.forwardMessage(id, [note]);
    expect(bob.bytes.requests.filter(({ method }) => method === 'PATCH').length).toBe(before);
    expect(file.noForward).toBe(false);
    const kept = await sent(newFile(1000).path, { noForward: true });
    const { id: other } = await messageOf(bob, kept.caption);
    await expect(bob.client.forwardMessage(other, [note])).rejects.toMatchObject({ code: 'not-permitted' });
  });
});

describe('what may be sent', () => {
  test('ATT-9 the limits are told, and kept on both sides', async () => {
    const limits = await alice.client.fileLimits();
    expect(limits.fileBytesMax).toBe(5 * 1024 * mebibyte);
    expect(limits.blockedExtensions).toContain('exe');
    await expect(
      alice.client.sendFiles(conversation, [{ file: newFile(10, 'tool.exe').path }]),
    ).rejects.toMatchObject({ code: 'file-blocked' });
  });

  test('ATT-9 a file that is not there, or is a folder', async () => {
    for (const file of [join(folder, 'nothing'), folder])
      await expect(alice.client.sendFiles(conversation, [{ file }])).rejects.toMatchObject({
        code: 'file-unreadable',
      });
    await expect(alice.client.sendFiles(conversation, [])).rejects.toMatchObject({ code: 'invalid-input' });
  });

  test('ATT-10 place and camera stay behind, unless they are wanted', async () => {
    const place = '47.3769N 8.5417E';
    const taken = newFile(0, 'taken.png', png(5, 5, place));
    const { file } = await sent(taken.path);
    const opened = await bob.client.openFile(file.fileId);
    expect(Buffer.from(opened.bytes).includes(place)).toBe(false);
    const caption = newCaption();
    await alice.client.sendFiles(conversation, [{ file: taken.path, keepMetadata: true }], { caption });
    const whole = await bob.client.openFile((await fileOf(bob, caption)).fileId);
    expect(sha(whole.bytes)).toBe(taken.sha);
  });

  test('ATT-11 REQ-C5: what is not what it says is a file to be saved, nothing to be shown', async () => {
    const page = newFile(0, 'picture.png', Buffer.from('<script>alert(1)</script>'.repeat(50)));
    const caption = newCaption();
    await alice.client.sendFiles(conversation, [{ file: page.path, mediaType: 'image/png' }], { caption });
    expect(await fileOf(bob, caption)).toMatchObject({ show: 'file', mediaType: 'application/octet-stream' });
    for (const [name, mediaType] of [
      ['drawing.svg', 'image/svg+xml'],
      ['page.html', 'text/html'],
      ['paper.pdf', 'application/pdf'],
    ] as const) {
      const { file } = await sent(newFile(100, name).path);
      expect([mediaType, file.show]).toEqual([mediaType, 'file']);
    }
  });
});

describe('an upload', () => {
  test('ATT-12 that the line breaks again and again arrives, and nothing is sent twice that was kept', async () => {
    const original = newFile(6 * mebibyte);
    alice.bytes.breakAfter(200_000);
    const caption = newCaption();
    await alice.client.sendFiles(conversation, [{ file: original.path }], { caption });
    await waitUntil('it tried some times', () => patches(alice) > 3, 60_000);
    alice.bytes.breakAfter(null);
    const file = await fileOf(bob, caption);
    expect(await saved(bob, file)).toBe(original.sha);
  });

  test('ATT-13 is paused and goes on; progress never goes back', async () => {
    const original = newFile(30 * mebibyte);
    const caption = newCaption();
    const { uploadId } = await alice.client.sendFiles(conversation, [{ file: original.path }], { caption });
    await waitUntil('it moves', () => (uploadOf(alice, uploadId)?.bytesSent ?? 0) > 0, 30_000);
    await alice.client.pauseUpload(uploadId);
    expect(uploadOf(alice, uploadId)?.state).toEqual({ kind: 'paused' });
    await new Promise((resolve) => setTimeout(resolve, 300));
    const stood = uploadOf(alice, uploadId)?.bytesSent ?? 0;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(uploadOf(alice, uploadId)?.bytesSent).toBe(stood);
    const seen: number[] = [];
    const release = alice.client.uploads.subscribe(() => {
      const sent = uploadOf(alice, uploadId)?.bytesSent;
      if (sent !== undefined) seen.push(sent);
    });
    await alice.client.resumeUpload(uploadId);
    const file = await fileOf(bob, caption);
    release();
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(await saved(bob, file)).toBe(original.sha);
  });

  test('ATT-14 that was cancelled leaves nothing, here or at the server', async () => {
    const stored = () =>
      readdirSync(join(system.server.dataDir, 'blobs'), { recursive: true, encoding: 'utf8' }).filter(
        (name) => name.includes('/'),
      ).length;
    const before = stored();
    const { uploadId } = await alice.client.sendFiles(conversation, [{ file: newFile(30 * mebibyte).path }]);
    await waitUntil('it moves', () => (uploadOf(alice, uploadId)?.bytesSent ?? 0) > 0, 30_000);
    await alice.client.cancelUpload(uploadId);
    expect(alice.client.uploads.current).toEqual([]);
    await waitUntil('nothing is left', () => stored() === before);
    await expect(alice.client.pauseUpload(uploadId)).rejects.toMatchObject({ code: 'unknown-upload' });
  });

  test('ATT-15 survives the loss of power and goes on where it stood', async () => {
    const original = newFile(60 * mebibyte);
    const caption = newCaption();
    const { uploadId } = await alice.client.sendFiles(conversation, [{ file: original.path }], { caption });
    await waitUntil('it moves', () => (uploadOf(alice, uploadId)?.bytesSent ?? 0) > 10 * mebibyte, 30_000);
    alice.store.cut();
    await alice.recover();
    await waitUntil('it is known', () => uploadOf(alice, uploadId) !== undefined || arrived(bob, caption));
    const file = await fileOf(bob, caption);
    expect(await saved(bob, file)).toBe(original.sha);
    const offsets = alice.bytes.requests
      .filter(({ method }) => method === 'PATCH')
      .map(({ headers }) => Number(headers['upload-offset']));
    // After the cut it did not begin at the beginning.
    expect(offsets.filter((offset) => offset === 0).length).toBeLessThanOrEqual(offsets.length);
  });

  test('ATT-16 waits without a connection, and says so', async () => {
    const original = newFile(100_000);
    const caption = newCaption();
    alice.network.setOnline(false);
    alice.bytes.setOnline(false);
    await waitUntil('offline', () => alice.client.connection.current.kind !== 'online');
    const { uploadId } = await alice.client.sendFiles(conversation, [{ file: original.path }], { caption });
    await waitUntil('it waits', () => uploadOf(alice, uploadId)?.state.kind === 'waiting');
    expect(uploadOf(alice, uploadId)?.state).toEqual({ kind: 'waiting', reason: 'offline' });
    alice.network.setOnline(true);
    alice.bytes.setOnline(true);
    await alice.client.setActive(true);
    expect(await saved(bob, await fileOf(bob, caption))).toBe(original.sha);
  });

  test('ATT-17 a file that was changed meanwhile is not sent half old, half new', async () => {
    const original = newFile(60 * mebibyte);
    const { uploadId } = await alice.client.sendFiles(conversation, [{ file: original.path }]);
    await waitUntil('it moves', () => (uploadOf(alice, uploadId)?.bytesSent ?? 0) > 0, 30_000);
    await alice.client.pauseUpload(uploadId);
    await alice.restart();
    writeFileSync(original.path, randomBytes(original.bytes));
    utimesSync(original.path, new Date(0), new Date(0));
    await alice.client.resumeUpload(uploadId);
    await waitUntil('it failed', () => uploadOf(alice, uploadId)?.state.kind === 'failed');
    expect(uploadOf(alice, uploadId)?.state).toEqual({ kind: 'failed', reason: 'file-changed' });
    await alice.client.cancelUpload(uploadId);
  });

  test('ATT-18 the same call twice is one upload and one message', async () => {
    const caption = newCaption();
    const file = { file: newFile(1000).path };
    const options = { caption, requestId: `once ${caption}` };
    const [first, second] = [
      await alice.client.sendFiles(conversation, [file], options),
      await alice.client.sendFiles(conversation, [file], options),
    ];
    expect(second).toEqual(first);
    await fileOf(bob, caption);
    await alice.client.sendFiles(conversation, [file], options);
    await alice.client.sendMessage(conversation, `after ${caption}`);
    await waitUntil('the next came', () => arrived(bob, `after ${caption}`));
    const same = (await bob.history(conversation)).filter(
      (item) => item.kind === 'message' && item.text === caption,
    );
    expect(same).toHaveLength(1);
  });
});

describe('a download', () => {
  test('ATT-19 goes on after the line broke, and asks for nothing it has', async () => {
    const original = newFile(8 * mebibyte);
    const { file } = await sent(original.path);
    bob.bytes.breakAfter(1_500_000);
    const from = bob.bytes.requests.length;
    const path = join(folder, `saved-${counter()}`);
    await bob.client.saveFile(file.fileId, path);
    bob.bytes.breakAfter(null);
    expect(sha(readFileSync(path))).toBe(original.sha);
    const begins = bob.bytes.requests
      .slice(from)
      .map(({ headers }) => Number(/bytes=(\d+)/.exec(headers['range'] ?? '')?.[1]))
      .slice(1);
    expect(begins.length).toBeGreaterThan(3);
    expect(begins).toEqual([...begins].sort((a, b) => a - b));
  });

  test('ATT-20 that was cancelled, or cannot be written, leaves nothing', async () => {
    const original = newFile(8 * mebibyte);
    const { file } = await sent(original.path);
    bob.bytes.breakAfter(300_000);
    const path = join(folder, 'cancelled');
    const saving = bob.client.saveFile(file.fileId, path);
    await waitUntil('it is under way', () => bob.client.downloads.current.length > 0);
    await bob.client.cancelDownload(file.fileId);
    await expect(saving).rejects.toMatchObject({ code: 'interrupted' });
    bob.bytes.breakAfter(null);
    await expect(bob.client.saveFile(file.fileId, join(folder, 'no', 'such', 'place'))).rejects.toMatchObject(
      {
        code: 'file-unreadable',
      },
    );
    writeFileSync(path, 'mine');
    await expect(bob.client.saveFile(file.fileId, path)).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(readFileSync(path, 'utf8')).toBe('mine');
    expect(readdirSync(folder).filter((name) => name.includes('.part'))).toEqual([]);
  });

  test('ATT-21 of a file the server has no more says so', async () => {
    const { file, caption } = await sent(newFile(50_000).path);
    const blobId = file.fileId.split('/')[1] as string;
    const owner = await openDatabase(system.server, 'owner');
    await owner.query('update blobs set expires_at = now() where blob_id = $1', [blobId]);
    await owner.end();
    await expect(bob.client.openFile(file.fileId)).rejects.toMatchObject({ code: 'file-gone' });
    expect((await fileOf(bob, caption)).state).toEqual({ kind: 'gone' });
  });
});

const patches = (device: PersonDevice) =>
  device.bytes.requests.filter(({ method }) => method === 'PATCH').length;
const arrived = (device: PersonDevice, text: string) =>
  device.client.conversations.current.some((one) => one.lastMessage?.text === text);

/** A PNG in form; `place` as its camera would write it. */
function png(width: number, height: number, place?: string): Buffer {
  const chunk = (name: string, data: Buffer) => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(data.length);
    return Buffer.concat([length, Buffer.from(name), data, Buffer.alloc(4)]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    ...(place === undefined ? [] : [chunk('tEXt', Buffer.from(`Location\0${place}`))]),
    chunk('IDAT', randomBytes(500)),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
