import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversationId } from '@sotto/client';
import { type FileBody, filePart, type Part } from '@sotto/protocol/content';
import { nodePlatform } from '@sotto/store-node';
import { sendFiles } from '../../packages/client/src/attachments/upload/send-files.ts';
import { openConversation } from '../../packages/client/src/conversations/open-conversation.ts';
import { readBodyBytes } from '../../packages/client/src/messages/stored-body.ts';
import { enqueueContent, writeContent } from '../../packages/client/src/messages/write-content.ts';
import { refreshPeople } from '../../packages/client/src/people/refresh-people.ts';
import { createRuntime, type Runtime } from '../../packages/client/src/runtime.ts';
import { passphrase } from './app.ts';

/** A device with a modified client: it encrypts and delivers like any other, and checks nothing of what it says. */
export type HostileDevice = {
  /** Into the conversation with somebody. */
  directly(person: string): Promise<HostileSender>;
  /** Into the group it was added to, as soon as it has joined. */
  inItsGroup(): Promise<HostileSender>;
  /** Into the notes of its owner. */
  inNotes(): Promise<HostileSender>;
  close(): Promise<void>;
};

export type HostileSender = {
  /** Any parts, each a message of its own. */
  send(...parts: readonly Part[]): Promise<void>;
  /** A file with these bytes, of which the message says whatever it likes. */
  sendFile(bytes: Uint8Array, said: Partial<FileBody>): Promise<void>;
};

const patienceMs = 30_000;
const deviceName = 'modified';

/** Somebody of the organisation, by an invite. */
export function hostilePerson(
  serverUrl: string,
  inviteLink: string,
  displayName: string,
): Promise<HostileDevice> {
  const inviteToken = inviteLink.split('/').at(-1) as string;
  return start(serverUrl, (runtime) =>
    runtime.signUp({ inviteToken, username: 'mallory', displayName, passphrase, deviceName }),
  );
}

/** Another device of somebody, whose passphrase was found out. */
export function hostileOwnDevice(serverUrl: string, username: string): Promise<HostileDevice> {
  return start(serverUrl, (runtime) => runtime.signIn({ username, passphrase, deviceName }));
}

async function start(
  serverUrl: string,
  enter: (runtime: Runtime) => ReturnType<Runtime['signIn']>,
): Promise<HostileDevice> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-hostile-'));
  const runtime = createRuntime(nodePlatform({ folder }), serverUrl);
  await runtime.ready();
  const outcome = await enter(runtime);
  if (outcome.kind !== 'ok') throw new Error(outcome.reason);
  const { context } = runtime.device();

  return {
    async directly(name) {
      await refreshPeople(context);
      const person = runtime.people.current.find(({ displayName }) => displayName === name);
      if (person === undefined) throw new Error(`nobody is called ${name}`);
      return sender(await openConversation(context, person.accountId));
    },
    async inItsGroup() {
      const group = () =>
        runtime.conversations.current.find((row) => row.kind === 'group' && row.standing.kind === 'member');
      await until('it was in a group', () => group() !== undefined);
      return sender(group()?.conversationId as ConversationId);
    },
    async inNotes() {
      return sender(await openConversation(context, context.self.accountId));
    },
    async close() {
      await runtime.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  function sender(conversationId: ConversationId): HostileSender {
    const countItems = () =>
      Number(
        context.database.first(
          'select count(*) as n from items where conversation_id = ? and body is not null',
          [conversationId],
        )?.['n'],
      );

    const send: HostileSender['send'] = async (...parts) => {
      context.database.commit((changes) => {
        for (const part of parts) {
          enqueueContent(
            changes,
            context,
            writeContent(changes, context, conversationId, { part, sentAt: Date.now() }),
          );
        }
      });
      await until('it was sent', () => context.database.first('select 1 from outbox') === undefined);
    };

    return {
      send,
      async sendFile(bytes, said) {
        const path = join(folder, 'upload.bin');
        writeFileSync(path, bytes);
        await send(filePart({ ...(await uploaded(path)), ...said }));
      },
    };

    /** Uploads honestly; what the message about it said is known afterwards. */
    async function uploaded(path: string): Promise<FileBody> {
      const known = countItems();
      await sendFiles(
        context,
        runtime.device().files.uploads,
        conversationId,
        [{ file: path, asFile: true, keepMetadata: true }],
        {},
      );
      await until('it was uploaded', () => countItems() > known);
      const row = context.database.first(
        'select body from items where conversation_id = ? and body is not null order by rowid desc limit 1',
        [conversationId],
      );
      const [item] = readBodyBytes(row?.['body'] as Uint8Array) ?? [];
      if (item?.kind !== 'file') throw new Error('the upload became no file');
      return item.file;
    }
  }
}

async function until(what: string, reached: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + patienceMs;
  while (!reached()) {
    if (Date.now() > giveUpAt) throw new Error(`waited too long until ${what}`);
    await sleep(20);
  }
}
