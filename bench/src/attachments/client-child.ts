import { type ConversationId, createClient, type FilePart } from '@sotto/client';
import { nodePlatform } from '@sotto/store-node';
import { serveRequests } from './serve-requests.ts';

/** One person with a client of their own: signs up, sends files, saves them. */
const [serverUrl, folder, username, inviteToken, first] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
];
const client = createClient({ platform: nodePlatform({ folder }), serverUrl });
await client.ready();
const outcome = await client.signUp({
  inviteToken,
  username,
  displayName: username,
  passphrase: 'a long passphrase for a benchmark',
  deviceName: 'bench',
  ...(first === 'first' ? { organisation: { name: 'Bench', profile: 'studio' as const } } : {}),
});
if (outcome.kind === 'refused') throw new Error(outcome.reason);
await until(() => client.connection.current.kind === 'online');
console.log(JSON.stringify({ ready: true }));

await serveRequests(async (request) => {
  switch (request['do']) {
    case 'invite':
      return (await client.createInvite({ role: 'member', uses: 1, expiresInHours: 1 })).url;
    case 'send':
      return send(request['to'] as string, request['path'] as string);
    case 'save':
      return save(request['path'] as string, Number(request['bytes']));
    default:
      throw new Error('no such request');
  }
});

async function send(to: string, path: string): Promise<void> {
  await client.refreshPeople();
  const person = client.people.current.find((one) => one.username === to);
  if (person === undefined) throw new Error('nobody there');
  const conversation = await client.openDirectConversation(person.accountId);
  await client.sendFiles(conversation, [{ file: path }]);
  await until(() => {
    const state = client.uploads.current[0]?.state;
    if (state?.kind === 'failed') throw new Error(state.reason);
    return client.uploads.current.length === 0;
  });
}

/** Saves the file of that size. */
async function save(path: string, bytes: number): Promise<void> {
  await until(() => client.conversations.current.some((one) => one.lastMessage?.kind === 'file'));
  const conversation = client.conversations.current[0]?.conversationId as ConversationId;
  const handle = client.openTimeline(conversation);
  const files = () =>
    handle.timeline.current.items.flatMap((item) =>
      item.kind === 'message' ? item.parts.filter((part): part is FilePart => part.kind === 'file') : [],
    );
  const wanted = () => files().find((file) => file.bytes === bytes);
  await until(() => wanted() !== undefined);
  await client.saveFile(wanted()?.fileId as string, path);
  handle.close();
}

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10));
}
