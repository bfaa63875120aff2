import type { DeliveredEnvelope } from '@sotto/protocol/socket';
import type { SyncEffect, SyncEvent, SyncState, SyncStep } from './sync-state.ts';

/**
 * Hands on, in the order of the mailbox, what is new. An envelope behind a hole waits until the hole is
 * explained: acknowledging it would also acknowledge what is missing.
 */
export function takeEnvelopes(state: SyncState, envelopes: readonly DeliveredEnvelope[]): SyncStep {
  const fresh = envelopes.filter((envelope) => envelope.cursor > state.takenThrough);
  if (fresh.length === 0) return { state, effects: repeatAcknowledgement(state, envelopes) };
  const waiting = inOrder([...state.held, ...fresh]);
  if (state.fillingFrom !== null) return { state: { ...state, held: waiting }, effects: [] };

  let through = state.takenThrough;
  let ready = 0;
  while (ready < waiting.length && waiting[ready]?.cursor === through + 1) {
    through += 1;
    ready += 1;
  }
  const held = waiting.slice(ready);
  const effects: SyncEffect[] = [];
  if (ready > 0) effects.push({ kind: 'store', envelopes: waiting.slice(0, ready) });
  if (held.length > 0) effects.push({ kind: 'fill', after: through, connection: state.connection });
  return {
    state: { ...state, takenThrough: through, held, fillingFrom: held.length > 0 ? through : null },
    effects,
  };
}

/**
 * The queue itself was read from where the hole began: what it does not hold was withdrawn or has
 * expired, so the hole is none.
 */
export function takeFilled(state: SyncState, event: SyncEvent & { readonly kind: 'filled' }): SyncStep {
  if (state.fillingFrom === null) return { state, effects: [] };
  const fresh = inOrder(event.envelopes.filter((envelope) => envelope.cursor > state.takenThrough));
  const takenThrough = fresh.at(-1)?.cursor ?? state.takenThrough;
  const effects: SyncEffect[] = fresh.length > 0 ? [{ kind: 'store', envelopes: fresh }] : [];
  const held = state.held.filter((envelope) => envelope.cursor > takenThrough);
  if (event.more) {
    effects.push({ kind: 'fill', after: takenThrough, connection: state.connection });
    return { state: { ...state, takenThrough, held, fillingFrom: takenThrough }, effects };
  }
  const rest = takeEnvelopes({ ...state, takenThrough, held: [], fillingFrom: null }, held);
  return { state: rest.state, effects: [...effects, ...rest.effects] };
}

function inOrder(envelopes: readonly DeliveredEnvelope[]): DeliveredEnvelope[] {
  const byCursor = new Map(envelopes.map((envelope) => [envelope.cursor as number, envelope]));
  return [...byCursor.values()].sort((a, b) => a.cursor - b.cursor);
}

/** What comes again was not acknowledged there: the acknowledgement was lost. */
function repeatAcknowledgement(state: SyncState, envelopes: readonly DeliveredEnvelope[]): SyncEffect[] {
  const stored = envelopes.some((envelope) => envelope.cursor <= state.storedThrough);
  return stored ? [{ kind: 'acknowledge', through: state.storedThrough }] : [];
}
