import type { ConversationId, GroupDetails } from '@sotto/client';
import { RefusedError } from '../../command.ts';
import { findPerson } from '../find-person.ts';
import { settled } from '../signed-in.ts';
import type { GroupCall, GroupCommand } from './group-command.ts';
import { refuseGroup } from './refuse-group.ts';

export const createGroup: GroupCommand = {
  usage: 'create NAME [USERNAME...] [--description TEXT]',
  needs: 1,
  async run(call) {
    const { positionals, values, output, client } = call;
    const [name = '', ...usernames] = positionals;
    const { description } = values;
    const people = await Promise.all(usernames.map((username) => findPerson(client, username)));
    const conversationId = await client
      .createGroup({
        name,
        members: people.map((person) => person.accountId),
        ...(typeof description === 'string' ? { description } : {}),
      })
      .catch(refuseGroup);
    const group = { conversation_id: conversationId, name };
    if (values['queue'] === true) {
      output.print(`Queued: ${conversationId}`, { ...group, state: 'waiting' });
      return;
    }
    const details = await made(call, conversationId);
    // Whoever has no device yet is added when they have one.
    const late = details.tasks.flatMap((task) => task.people.map((person) => person.accountId));
    const missing = people.filter((person) => late.includes(person.accountId)).map((one) => one.username);
    output.print(
      [
        `Created ${name}: ${conversationId}`,
        ...missing.map((username) => `not added yet: @${username}`),
      ].join('\n'),
      { ...group, people: people.length + 1 - missing.length, not_added: missing, state: 'done' },
    );
  },
};

/** The group as soon as it is at the server and everything that was asked for is done or refused. */
async function made({ client, signal }: GroupCall, conversationId: ConversationId): Promise<GroupDetails> {
  const handle = client.openGroupDetails(conversationId);
  try {
    const details = await settled(
      handle.details,
      (value) => value?.tasks.every((task) => task.refused !== null) ?? false,
      signal,
    );
    const refused = details?.tasks.find((task) => task.kind === 'create')?.refused ?? null;
    if (details === null || refused !== null) throw new RefusedError(refused ?? 'refused', 'not created');
    return details;
  } finally {
    handle.close();
  }
}
