import type { DeliveredEnvelope, DownFrame } from '@sotto/protocol/socket';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { step } from './step.ts';
import { initialSyncState, type SyncEffect, type SyncState } from './sync-state.ts';

const incarnation = '7c9e6679-7425-40de-944b-e07fc1f90ae7';

/**
 * A mailbox with holes, a connection that drops, doubles and reorders, and a device that stores late or
 * fails to: whatever happens, every envelope is stored once, in order, and acknowledged only after.
 */
test('SYNC-3 SYNC-4 SYNC-5 SYNC-7 any history ends with every envelope stored once, in order', () => {
  const action = fc.oneof(
    fc.record({
      kind: fc.constant('deliver' as const),
      from: fc.nat(30),
      count: fc.integer({ min: 1, max: 6 }),
    }),
    fc.record({ kind: fc.constantFrom('drop' as const, 'store' as const, 'fail' as const, 'fill' as const) }),
  );
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 25 }),
      fc.array(action, { maxLength: 60 }),
      (numbers, history) => {
        const mailbox = numbers.sort((a, b) => a - b);
        let acknowledged = 0;
        let state: SyncState = initialSyncState({ incarnation, cursor: 0 });
        let queue: number[] = [];
        const stored: number[] = [];
        let fill: { after: number; connection: number } | null = null;
        let now = 0;

        const feed = (event: object) => {
          now += 1000;
          const result = step(state, { now, roll: 0, ...event } as never);
          state = result.state;
          for (const effect of result.effects) perform(effect);
        };
        const perform = (effect: SyncEffect) => {
          if (effect.kind === 'store') queue.push(...effect.envelopes.map((e) => Number(e.cursor)));
          if (effect.kind === 'fill') fill = effect;
          if (effect.kind === 'acknowledge') {
            expect(effect.through).toBeLessThanOrEqual(stored.at(-1) ?? 0);
            acknowledged = Math.max(acknowledged, effect.through);
          }
          if (effect.kind === 'connect') fill = null;
        };
        const frame = (value: object) =>
          feed({ kind: 'frame', connection: state.connection, frame: value as DownFrame });
        const online = () => {
          while (state.phase !== 'backfill' && state.phase !== 'live') {
            if (state.phase === 'stopped') feed({ kind: 'start' });
            else if (state.phase === 'waiting') feed({ kind: 'retry-now' });
            else {
              frame({
                type: 'hello',
                incarnation,
                server_time: 0,
                token_expires_at: 1e12,
                heartbeat_ms: 1e9,
              });
            }
          }
        };
        const deliver = (cursors: number[]) => {
          if (cursors.length === 0) return;
          frame({
            type: 'messages',
            messages: cursors.map((cursor) => ({ cursor }) as unknown as DeliveredEnvelope),
          });
        };
        const store = () => {
          const next = queue.shift();
          if (next === undefined) return;
          stored.push(next);
          feed({ kind: 'stored', through: next });
        };
        const answerFill = () => {
          if (fill === null) return;
          const { after, connection } = fill;
          fill = null;
          const found = mailbox.filter((cursor) => cursor > after);
          feed({
            kind: 'filled',
            connection,
            envelopes: found.slice(0, 3).map((cursor) => ({ cursor })),
            more: found.length > 3,
          });
        };

        for (const what of history) {
          online();
          if (what.kind === 'deliver') deliver(mailbox.slice(what.from, what.from + what.count));
          if (what.kind === 'drop') feed({ kind: 'closed', connection: state.connection, code: 1006 });
          if (what.kind === 'store') store();
          if (what.kind === 'fill') answerFill();
          if (what.kind === 'fail') {
            queue = [];
            feed({ kind: 'setback' });
          }
        }
        for (let i = 0; i < 40 && stored.length < mailbox.length; i++) {
          online();
          deliver(mailbox.filter((cursor) => cursor > acknowledged));
          while (fill !== null) answerFill();
          while (queue.length > 0) store();
        }
        expect(stored).toEqual(mailbox);
      },
    ),
    { numRuns: 500 },
  );
});
