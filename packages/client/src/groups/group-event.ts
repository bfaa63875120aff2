import { decodeBase64 } from '@sotto/protocol';
import type { GroupEvent as WireEvent } from '@sotto/protocol/http';
import type { DeliveredGroupEvent } from '@sotto/protocol/socket';

/** One entry of a group's log, whichever way it came. */
export type GroupEvent = {
  readonly seq: number;
  /** As the server counts; what counts is inside the message. */
  readonly epoch: number;
  readonly kind: WireEvent['kind'];
  readonly id: string;
  readonly acceptedAt: number;
  /** Empty: its writer withdrew it. */
  readonly payload: Uint8Array;
};

/** `null`: it is too large for a frame and has to be fetched. */
export function deliveredEvent(event: DeliveredGroupEvent): GroupEvent | null {
  const { seq, epoch, kind, id, accepted_at, payload } = event;
  return payload === undefined ? null : { seq, epoch, kind, id, acceptedAt: accepted_at, payload };
}

export function fetchedEvent({ seq, epoch, kind, id, accepted_at, payload }: WireEvent): GroupEvent {
  return {
    seq,
    epoch,
    kind,
    id,
    acceptedAt: Date.parse(accepted_at),
    payload: decodeBase64(payload) ?? new Uint8Array(),
  };
}
