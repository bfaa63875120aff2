import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { secretOf, startServerProcess } from '@sotto/testing';
import { hashOfFile, writeRandomFile } from './attachments/large-file.ts';
import { watchMemory } from './attachments/memory-peak.ts';
import { type Child, measure, startChild } from './attachments/run-child.ts';

const mebibyte = 2 ** 20;
const roundBytes = 512 * mebibyte;
const rounds = 2;
const largeBytes = 5 * 1024 * mebibyte;

/**
 * Files from one person to another through the real server, everything encrypted, checked and durable, beside the tus
 * project's own client and server moving the same bytes as they are, in turns. Then one of 5 GiB there and back, for the
 * memory it takes. All on one machine, each in a process of its own; MB are millions of bytes of the file.
 */
export async function attachments(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-bench-files-'));
  const undo: (() => Promise<unknown>)[] = [];
  try {
    return await run(folder, undo);
  } finally {
    for (const step of undo.reverse()) await step();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function run(folder: string, undo: (() => Promise<unknown>)[]): Promise<Record<string, number>> {
  const server = await startServerProcess({ env: { SOTTO_RATE_FACTOR: '1000' } });
  undo.push(() => server.remove());
  const person = async (name: string, token: string, first: boolean): Promise<Child> => {
    mkdirSync(join(folder, name));
    const child = startChild(
      'client-child.ts',
      server.url,
      join(folder, name),
      name,
      token,
      first ? 'first' : '',
    );
    undo.push(() => child.stop());
    await child.next();
    return child;
  };
  const anna = await person('anna', secretOf(server.setUpLink), true);
  anna.say({ do: 'invite' });
  const ben = await person('ben', secretOf((await anna.next<{ answer: string }>()).answer), false);

  const peerFolder = join(folder, 'peer');
  mkdirSync(peerFolder);
  const peerServer = startChild('tus-server-child.ts', peerFolder);
  undo.push(() => peerServer.stop());
  const { endpoint } = await peerServer.next<{ endpoint: string }>();
  const peer = startChild('tus-child.ts', endpoint);
  undo.push(() => peer.stop());
  await peer.next();

  const rate = (bytes: number, seconds: number) => Math.round(bytes / 1e6 / seconds);
  const small = writeRandomFile(join(folder, 'round'), roundBytes);
  const ours: number[] = [];
  const plain: number[] = [];
  for (let round = 0; round < rounds; round++) {
    plain.push(rate(roundBytes, (await measure(peer, { path: small })).seconds));
    ours.push(rate(roundBytes, (await measure(anna, { do: 'send', to: 'ben', path: small })).seconds));
  }
  rmSync(small);

  const large = writeRandomFile(join(folder, 'large'), largeBytes);
  const memory = watchMemory(server.child.pid as number);
  const sending = await measure(anna, { do: 'send', to: 'ben', path: large });
  const serverReceiving = memory.peakMiB();
  const copy = join(folder, 'copy');
  const saving = await measure(ben, { do: 'save', path: copy, bytes: String(largeBytes) });
  memory.stop();
  if ((await hashOfFile(large)) !== (await hashOfFile(copy))) throw new Error('the copy is another file');
  const best = { ours: Math.max(...ours), plain: Math.max(...plain) };
  return {
    'encrypt and upload, MB a second': best.ours,
    'plain tus of the same file, MB a second': best.plain,
    'share of plain tus, %': Math.round((best.ours * 100) / best.plain),
    '5 GiB encrypted and uploaded, MB a second': rate(largeBytes, sending.seconds),
    '5 GiB downloaded, checked and saved, MB a second': rate(largeBytes, saving.seconds),
    'sender heap at most, MiB': sending.heapMiB,
    'sender resident at most, MiB': sending.rssMiB,
    'receiver heap at most, MiB': saving.heapMiB,
    'receiver resident at most, MiB': saving.rssMiB,
    'server resident at most while receiving, MiB': serverReceiving,
    'server resident at most in all, MiB': memory.peakMiB(),
  };
}
