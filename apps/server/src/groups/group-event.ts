import type { Epoch, GroupSeq, MessageId } from '@sotto/protocol';
import type { GroupEvent, GroupEventKind } from '@sotto/protocol/http';
import type { DeliveredGroupEvent } from '@sotto/protocol/socket';

/** An event as it lies in a group's log. */
export type StoredGroupEvent = {
  readonly seq: number;
  /** The epoch the message was made in. */
  readonly epoch: number;
  readonly kind: GroupEventKind;
  readonly id: string;
  /** Unix milliseconds. */
  readonly acceptedAt: number;
  /** Undefined when it is too large for where it goes. */
  readonly payload: Uint8Array | undefined;
};

/** As MLS numbers content types, and the log with it. */
export const kindNumbers = { application: 1, proposal: 2, commit: 3 } as const;
const kinds = [undefined, 'application', 'proposal', 'commit'] as const;

/** @throws Error for a number the log does not hold. */
export function kindOf(number: number): GroupEventKind {
  const kind = kinds[number];
  if (kind === undefined) throw new Error(`a log has no events of kind ${number}`);
  return kind;
}

/** An event as HTTP carries it: whole. */
export function presentEvent(event: StoredGroupEvent): GroupEvent {
  if (event.payload === undefined) throw new Error('an event is shown without what it says');
  const { buffer, byteOffset, length } = event.payload;
  return {
    seq: event.seq as GroupSeq,
    epoch: event.epoch as Epoch,
    kind: event.kind,
    id: event.id as MessageId,
    accepted_at: new Date(event.acceptedAt).toISOString(),
    payload: Buffer.from(buffer, byteOffset, length).toString('base64'),
  };
}

/** An event as a frame carries it. */
export function frameEvent({
  seq,
  epoch,
  kind,
  id,
  acceptedAt,
  payload,
}: StoredGroupEvent): DeliveredGroupEvent {
  return {
    seq: seq as GroupSeq,
    epoch: epoch as Epoch,
    kind,
    id: id as MessageId,
    accepted_at: acceptedAt,
    ...(payload === undefined ? {} : { payload: payload as Uint8Array<ArrayBuffer> }),
  };
}
