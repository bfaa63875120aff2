import { type Command, UsageError } from '../command.ts';
import { caughtUp } from './caught-up.ts';
import { describeItem } from './describe-item.ts';
import { findConversation } from './find-conversation.ts';
import { settled, signedIn } from './signed-in.ts';

const limitDefault = 50;

export const messages: Command = {
  usage: 'messages WHOM [--limit N]',
  summary: 'the last messages with somebody, or of a group (name or id), oldest first',
  options: { limit: { type: 'string' }, offline: { type: 'boolean' } },
  async run({ positionals, values, output, open, signal }) {
    const [whom] = positionals;
    if (whom === undefined) throw new UsageError('say whose messages');
    const limit = values['limit'] === undefined ? limitDefault : Number(values['limit']);
    if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit is a whole number from 1');
    const client = await open();
    const self = await signedIn(client);
    if (values['offline'] !== true) await caughtUp(client, signal);
    const conversationId = await findConversation(client, whom);
    const handle = client.openTimeline(conversationId);
    await settled(handle.timeline, (timeline) => !timeline.loading, signal);
    while (handle.timeline.current.hasOlder && handle.timeline.current.items.length < limit)
      await handle.loadOlder();
    for (const item of handle.timeline.current.items.slice(-limit)) {
      const { text, value } = describeItem(item, client.people.current, self);
      output.print(text, value);
    }
    handle.close();
  },
};
