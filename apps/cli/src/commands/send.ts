import { readFileSync } from 'node:fs';
import { type Command, RefusedError, UsageError } from '../command.ts';
import { caughtUp } from './caught-up.ts';
import { describeItem } from './describe-item.ts';
import { findConversation } from './find-conversation.ts';
import { sendFiles } from './send-files.ts';
import { settled, signedIn } from './signed-in.ts';

export const send: Command = {
  usage: 'send WHOM [TEXT] [--file PATH ...]',
  summary:
    'write to a username, a group (name or id) or `me` (Note to Self); without TEXT and files, from standard input',
  options: { queue: { type: 'boolean' }, file: { type: 'string', multiple: true } },
  async run({ positionals, values, output, open, signal }) {
    const [whom, ...words] = positionals;
    if (whom === undefined) throw new UsageError('say whom to write to');
    const files = Array.isArray(values['file']) ? (values['file'] as readonly string[]) : [];
    const given = words.length > 0 || files.length > 0;
    const text = given ? words.join(' ') : readFileSync(0, 'utf8').replace(/\n$/, '');
    if (text === '' && files.length === 0) throw new UsageError('there is nothing to send');
    const client = await open();
    const self = await signedIn(client);
    if (values['queue'] !== true) await caughtUp(client, signal);
    const conversationId = await findConversation(client, whom);
    if (files.length > 0) {
      const message = await sendFiles(client, conversationId, files, text, { signal, output });
      if (message.state === 'failed') throw new RefusedError(message.failure ?? 'refused', 'not sent');
      await client.idle();
      const { value } = describeItem(message, client.people.current, self);
      output.print('Sent.', { ...value, message_id: message.id, conversation_id: conversationId });
      return;
    }
    const { messageId } = await client.sendMessage(conversationId, text);
    if (values['queue'] === true) {
      output.print('Queued.', { message_id: messageId, conversation_id: conversationId, state: 'waiting' });
      return;
    }
    const handle = client.openTimeline(conversationId);
    const stateOf = () => handle.timeline.current.items.find((item) => item.id === messageId);
    await settled(handle.timeline, () => isSettled(stateOf()), signal);
    const sent = stateOf();
    handle.close();
    if (sent?.kind !== 'message' || sent.state === 'failed') {
      const reason = sent?.kind === 'message' ? sent.failure : null;
      throw new RefusedError(reason ?? 'refused', `not sent: ${reason ?? 'refused'}`);
    }
    output.print('Sent.', { message_id: messageId, conversation_id: conversationId, state: sent.state });
  },
};

function isSettled(item: { kind: string; state?: string } | undefined): boolean {
  return item !== undefined && item.state !== undefined && item.state !== 'waiting';
}
