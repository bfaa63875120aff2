import type { GroupId } from '@sotto/protocol';
import { frameEvent, type StoredGroupEvent } from '../groups/group-event.ts';
import type { GroupFanOut } from '../groups/group-fan-out.ts';
import type { Bus } from './bus.ts';
import { createGroupChannel, type GroupChannel, type GroupSubscriber } from './group-channel.ts';
import type { GroupStreams } from './group-streams.ts';
import { shareFrame } from './shared-frame.ts';

/** Which devices read which group's log live, on this node. */
export type GroupHub = GroupFanOut & {
  subscribe(groupId: GroupId, subscriber: GroupSubscriber): void;
  unsubscribe(groupId: GroupId, subscriber: GroupSubscriber): void;
};

export type GroupHubPorts = {
  readonly bus: Bus;
  /** The groups of a device that is connected here. */
  streamsOf(devicePk: number): GroupStreams | undefined;
  /** So many sockets were offered so many events. */
  delivered(count: number): void;
};

/** Payload of one frame, so that a batch of large messages does not become one enormous frame. */
const frameBytesMax = 512 * 1024;

export function createGroupHub({ bus, streamsOf, delivered }: GroupHubPorts): GroupHub {
  const channels = new Map<GroupId, GroupChannel>();
  bus.onGroupAnnouncement((groupId) => channels.get(groupId)?.lookAgain());
  return {
    publish(groupId, events) {
      bus.announceGroup(groupId);
      const channel = channels.get(groupId);
      if (channel === undefined) return;
      delivered(events.length * channel.size);
      for (const part of intoFrames(events)) {
        const [first, last] = [part[0], part.at(-1)];
        if (first === undefined || last === undefined) continue;
        const frame = shareFrame({ type: 'group-events', group_id: groupId, events: part.map(frameEvent) });
        channel.publish({ first: first.seq, last: last.seq, frame });
      }
    },
    lookAgain(groupId, seq) {
      bus.announceGroup(groupId);
      channels.get(groupId)?.lookAgain(seq);
    },
    joined: (devicePk) => streamsOf(devicePk)?.look(),
    welcomed: (devicePk, groupId) => streamsOf(devicePk)?.welcomed(groupId),
    departed: (devicePk, groupId, leftSeq) => streamsOf(devicePk)?.departed(groupId, leftSeq),
    subscribe(groupId, subscriber) {
      const channel = channels.get(groupId) ?? createGroupChannel();
      channels.set(groupId, channel);
      channel.add(subscriber);
    },
    unsubscribe(groupId, subscriber) {
      const channel = channels.get(groupId);
      channel?.remove(subscriber);
      if (channel?.size === 0) channels.delete(groupId);
    },
  };
}

function intoFrames(events: readonly StoredGroupEvent[]): (readonly StoredGroupEvent[])[] {
  const frames: StoredGroupEvent[][] = [];
  let frame: StoredGroupEvent[] = [];
  let bytes = 0;
  for (const event of events) {
    const size = event.payload?.length ?? 0;
    if (frame.length > 0 && (bytes + size > frameBytesMax || frame.length === frameEventsMax)) {
      frames.push(frame);
      frame = [];
      bytes = 0;
    }
    frame.push(event);
    bytes += size;
  }
  if (frame.length > 0) frames.push(frame);
  return frames;
}

const frameEventsMax = 200;
