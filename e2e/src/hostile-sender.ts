import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationId } from '@sotto/client';
import { type FileBody, filePart, type Part } from '@sotto/protocol/content';
import { nodePlatform } from '@sotto/store-node';
import { sendFiles } from '../../packages/client/src/attachments/upload/send-files.ts';
import { createClient } from '../../packages/client/src/client.ts';
import { readBodyBytes } from '../../packages/client/src/messages/stored-body.ts';
import { enqueueContent, writeContent } from '../../packages/client/src/messages/write-content.ts';
import { createRuntime } from '../../packages/client/src/runtime.ts';
import { passphrase } from './app.ts';

/**
 * Somebody of the organisation with a modified client: it encrypts and delivers like any other, and checks
 * nothing of what it says.
 */
export type HostileSender = {
  /** Any part, as a message of its own. */
  send(part: Part): Promise<void>;
  /** A file with these bytes, of which the message says whatever it likes. */
  sendFile(bytes: Uint8Array, said: Partial<FileBody>): Promise<void>;
  close(): Promise<void>;
};

const patienceMs = 30_000;

/** Signs up by an invite and opens a conversation with one person. */
export async function hostileSender(
  serverUrl: string,
  inviteLink: string,
  displayName: string,
  victim: string,
): Promise<HostileSender> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-hostile-'));
  const platform = nodePlatform({ folder });
  const polite = createClient({ platform, serverUrl });
  await polite.ready();
  const outcome = await polite.signUp({
    inviteToken: inviteLink.split('/').at(-1) as string,
    username: `mallory.${victim.toLowerCase().replaceAll(' ', '.')}`,
    displayName,
    passphrase,
    deviceName: 'modified',
  });
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  await polite.refreshPeople();
  const person = polite.people.current.find((one) => one.displayName === victim);
  if (person === undefined) throw new Error(`nobody is called ${victim}`);
  const conversationId = await polite.openDirectConversation(person.accountId);
  await polite.idle();
  await polite.close();

  const runtime = createRuntime(platform, serverUrl);
  await runtime.ready();
  const device = runtime.device();
  const { context } = device;

  async function send(part: Part): Promise<void> {
    context.database.commit((changes) =>
      enqueueContent(
        changes,
        context,
        writeContent(changes, context, conversationId, { part, sentAt: Date.now() }),
      ),
    );
    await until('it was sent', () => context.database.first('select 1 from outbox') === undefined);
  }

  return {
    send,
    async sendFile(bytes, said) {
      const path = join(folder, 'upload.bin');
      writeFileSync(path, bytes);
      const body = await uploaded(path);
      await send(filePart({ ...body, ...said }));
    },
    async close() {
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Uploads honestly; what the message about it said is known afterwards. */
  async function uploaded(path: string): Promise<FileBody> {
    const known = countItems(conversationId);
    await sendFiles(
      context,
      device.files.uploads,
      conversationId,
      [{ file: path, asFile: true, keepMetadata: true }],
      {},
    );
    await until('it was uploaded', () => countItems(conversationId) > known);
    const row = context.database.first(
      'select body from items where conversation_id = ? and body is not null order by rowid desc limit 1',
      [conversationId],
    );
    const [item] = readBodyBytes(row?.['body'] as Uint8Array) ?? [];
    if (item?.kind !== 'file') throw new Error('the upload became no file');
    return item.file;
  }

  function countItems(id: ConversationId): number {
    const row = context.database.first(
      'select count(*) as n from items where conversation_id = ? and body is not null',
      [id],
    );
    return Number(row?.['n']);
  }
}

async function until(what: string, reached: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!reached()) {
    if (Date.now() > giveUpAt) throw new Error(`waited too long until ${what}`);
    await sleep(20);
  }
}
