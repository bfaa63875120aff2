import { routes } from '@sotto/protocol/http';
import { expect, test } from 'vitest';
import { PreparedAnswer } from '../http/prepared-answer.ts';
import { createAnswerCache } from './answer-cache.ts';

const answer = (size: number) =>
  new PreparedAnswer(routes.getRejoinKey, {
    commit_seq: 1 as never,
    wrapped_key: Buffer.alloc(size).toString('base64'),
  });

test('those who ask while it is made, and after, share one', async () => {
  const cache = createAnswerCache(10_000);
  let made = 0;
  const ask = () =>
    cache.find('a', async () => {
      made++;
      return answer(100);
    });
  const [first, second] = await Promise.all([ask(), ask()]);
  expect(await ask()).toBe(first);
  expect(second).toBe(first);
  expect(made).toBe(1);
});

test('what fails is not kept', async () => {
  const cache = createAnswerCache(10_000);
  await expect(cache.find('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect((await cache.find('a', async () => answer(3))).json.length).toBeGreaterThan(0);
});

test('memory is bounded: what was asked for longest ago goes first', async () => {
  const cache = createAnswerCache(1500);
  const made: string[] = [];
  const ask = (name: string) =>
    cache.find(name, async () => {
      made.push(name);
      return answer(300);
    });
  for (const name of ['a', 'b', 'c']) await ask(name);
  await ask('a');
  await ask('d');
  await ask('a');
  await ask('b');
  expect(made).toEqual(['a', 'b', 'c', 'd', 'b']);
});
