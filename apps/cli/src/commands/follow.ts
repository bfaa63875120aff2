import type { ConversationId, ConversationSummary, SottoClient, TimelineHandle } from '@sotto/client';
import type { Command } from '../command.ts';
import { describeItem } from './describe-item.ts';
import { labelOf } from './find-conversation.ts';
import { signedIn } from './signed-in.ts';

export const follow: Command = {
  usage: 'follow [--history] [--read]',
  summary: 'print messages as they come, until stopped; --read marks them as read',
  options: { history: { type: 'boolean' }, read: { type: 'boolean' } },
  async run({ values, output, open, signal }) {
    const client = await open();
    const self = await signedIn(client);
    if (values['read'] === true) await client.setActive(true);
    const seen = new Set<string>();
    const handles = new Map<ConversationId, TimelineHandle>();

    const show = (conversation: ConversationSummary, handle: TimelineHandle, quiet: boolean) => {
      for (const item of handle.timeline.current.items) {
        if (seen.has(item.id) || item.kind === 'placeholder') continue;
        seen.add(item.id);
        if (quiet) continue;
        const { text, value } = describeItem(item, client.people.current, self);
        const group = conversation.kind === 'group';
        output.print(group ? `[${conversation.name}] ${text}` : text, {
          ...value,
          conversation_id: conversation.conversationId,
          [group ? 'group' : 'with']: labelOf(conversation),
        });
        if (values['read'] === true && item.kind === 'message' && !item.mine) {
          void client.markRead(conversation.conversationId, item.id);
        }
      }
    };
    const attach = (initial: boolean) => {
      for (const conversation of client.conversations.current) {
        if (handles.has(conversation.conversationId)) continue;
        const handle = client.openTimeline(conversation.conversationId);
        handles.set(conversation.conversationId, handle);
        const quietAtFirst = initial && values['history'] !== true;
        let loaded = false;
        const look = () => {
          if (handle.timeline.current.loading) return;
          show(conversation, handle, quietAtFirst && !loaded);
          loaded = true;
        };
        handle.timeline.subscribe(look);
        look();
      }
    };

    attach(true);
    client.conversations.subscribe(() => attach(false));
    await stopped(client, signal);
    for (const handle of handles.values()) handle.close();
  },
};

/** Until the person stops it or the session ends elsewhere. */
function stopped(client: SottoClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
    client.session.subscribe(() => {
      if (client.session.current.kind === 'signed-out') resolve();
    });
  });
}
