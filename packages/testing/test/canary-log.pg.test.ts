import { afterAll, beforeAll, expect, test } from 'vitest';
import { type System, startSystem } from '../src/system/start-system.ts';
import { waitUntil } from '../src/system/wait-until.ts';

let system: System;
beforeAll(async () => {
  system = await startSystem({ env: { SOTTO_LOG_LEVEL: 'debug' } });
});
afterAll(() => system.stop());

test('MSG-14 no log, here or at the server, holds what a person typed, a name, an id or a key', async () => {
  const canary = 'canary-8d1f-plaintext';
  const anna = await system.signUp('canary-anna');
  const ben = await system.signUp('canary-ben');
  await anna.client.refreshPeople();
  const person = anna.client.people.current[0];
  if (person === undefined) throw new Error('nobody there');
  const conversation = await anna.client.openDirectConversation(person.accountId);
  await anna.client.saveDraft(conversation, `${canary} draft`);
  await anna.client.sendMessage(conversation, canary);
  await waitUntil('it came', () => ben.client.conversations.current[0]?.lastMessage?.text === canary);
  ben.network.drop();
  await ben.client.setDisplayName(`${canary} name`);
  await anna.client.sendMessage(conversation, 'x'.repeat(70_000)).catch(() => {});
  // A session that is gone: the repair speaks too.
  ben.store.cut();
  await ben.recover();
  await anna.client.sendMessage(conversation, `${canary} again`);
  await waitUntil(
    'it came',
    () => ben.client.conversations.current[0]?.lastMessage?.text === `${canary} again`,
  );

  const secrets: string[] = [canary, 'long passphrase', conversation, person.accountId];
  for (const device of [anna, ben]) {
    const store = await device.store.open();
    const [account] = store.all('select * from account');
    for (const [column, value] of Object.entries(account ?? {})) {
      if (value instanceof Uint8Array) secrets.push(hex(value), Buffer.from(value).toString('base64'));
      else if (typeof value === 'string' && value.length > 8 && column !== 'stage') secrets.push(value);
    }
    for (const row of store.all('select record from prekeys limit 20'))
      secrets.push(hex(row['record'] as Uint8Array));
  }
  const clientLogs = [...anna.log, ...ben.log].join('\n');
  expect(clientLogs).toContain('session-started');
  for (const secret of secrets) expect(clientLogs).not.toContain(secret);

  const serverLog = system.server.output();
  expect(serverLog.length).toBeGreaterThan(0);
  // Account and device ids are the server's own names for things; typed text and keys are not.
  for (const secret of [canary, 'long passphrase', conversation]) expect(serverLog).not.toContain(secret);
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
