import { expect, test } from 'vitest';
import { createPump } from './pump.ts';

const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

test('work that is asked for while it is done is done once more, never twice at a time', async () => {
  const finish: (() => void)[] = [];
  const pump = createPump(
    () => new Promise((resolve) => finish.push(resolve)),
    () => expect.unreachable(),
  );
  pump();
  pump();
  pump();
  expect(finish).toHaveLength(1);
  finish[0]?.();
  await turn();
  expect(finish).toHaveLength(2);
  finish[1]?.();
  await turn();
  expect(finish).toHaveLength(2);
  pump();
  expect(finish).toHaveLength(3);
});

test('an error ends the round, and the next wish begins one', async () => {
  const errors: unknown[] = [];
  let rounds = 0;
  const pump = createPump(
    async () => {
      rounds += 1;
      if (rounds === 1) throw new Error('once');
    },
    (error) => errors.push(error),
  );
  pump();
  await turn();
  expect(errors).toEqual([new Error('once')]);
  pump();
  await turn();
  expect(rounds).toBe(2);
});
