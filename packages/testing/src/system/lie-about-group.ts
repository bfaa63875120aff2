import type { ConversationId } from '@sotto/client';
import { decodeBase64, encodeBase64 } from '@sotto/protocol';
import type { DownFrame } from '@sotto/protocol/socket';
import type { UnreliableNetwork } from './unreliable-network.ts';

/** An event of a group's log as it is told to a device. */
export type ToldEvent = Extract<DownFrame, { type: 'group-events' }>['events'][number];

type Page = { events: (Omit<ToldEvent, 'accepted_at'> & { payload: string; accepted_at: string })[] };

/**
 * Puts a server in front of a device that tells it something else of a group's log, whether it is pushed or
 * asked for.
 *
 * @param tell what it makes of each event; `null`: it is withheld.
 */
export function lieAboutGroup(
  network: UnreliableNetwork,
  groupId: ConversationId,
  tell: (event: ToldEvent) => ToldEvent | null,
): void {
  network.setHostile({
    frame(frame) {
      if (frame.type !== 'group-events' || frame.group_id !== (groupId as string)) return [frame];
      const events = frame.events.flatMap((event) => tell(event) ?? []);
      return events.length === 0 ? [] : [{ ...frame, events }];
    },
    answer(request, answer) {
      if (!request.url.includes(`/groups/${groupId}/log`) || answer.status !== 200) return answer;
      const page = JSON.parse(answer.body) as Page;
      const events = page.events.flatMap(({ payload, accepted_at, ...rest }) => {
        const told = tell({
          ...rest,
          accepted_at: Date.parse(accepted_at),
          payload: new Uint8Array(decodeBase64(payload) ?? []),
        });
        if (told === null) return [];
        return {
          ...told,
          accepted_at: new Date(told.accepted_at).toISOString(),
          payload: encodeBase64(told.payload ?? new Uint8Array()),
        };
      });
      return { ...answer, body: JSON.stringify({ ...page, events }) };
    },
  });
}
