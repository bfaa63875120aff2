import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createGroupChannel, type GroupSubscriber, type PublishedEvents } from './group-channel.ts';

const frame = { onWire: () => Buffer.alloc(0) };
const events = (first: number, last = first): PublishedEvents => ({ first, last, frame });

function listener() {
  const offered: number[][] = [];
  let looked = 0;
  const subscriber: GroupSubscriber = {
    offer: ({ first, last }) => void offered.push([first, last]),
    lookAgain: () => void looked++,
  };
  return { subscriber, offered, looks: () => looked };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('whatever the order of answers, subscribers are offered what comes in order', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 }),
      fc.infiniteStream(fc.nat()),
      (sizes, random) => {
        const channel = createGroupChannel();
        const { subscriber, offered } = listener();
        channel.add(subscriber);
        let next = 1;
        const all = sizes.map((size) => {
          const first = next;
          next += size;
          return events(first, next - 1);
        });
        channel.publish(events(0));
        const waiting = [...all];
        while (waiting.length > 0) {
          const [picked] = waiting.splice((random.next().value as number) % waiting.length, 1);
          if (picked !== undefined) channel.publish(picked);
        }
        expect(offered.slice(1)).toEqual(all.map(({ first, last }) => [first, last]));
      },
    ),
  );
});

test('what is missing is awaited a moment only', () => {
  const channel = createGroupChannel();
  const { subscriber, offered } = listener();
  channel.add(subscriber);
  channel.publish(events(1));
  channel.publish(events(4));
  channel.publish(events(3));
  expect(offered).toEqual([[1, 1]]);
  vi.advanceTimersByTime(1000);
  expect(offered).toEqual([
    [1, 1],
    [3, 3],
    [4, 4],
  ]);
  // What is late now has been read by whoever missed it.
  channel.publish(events(2));
  channel.publish(events(5));
  expect(offered.at(-1)).toEqual([5, 5]);
  expect(offered.length).toBe(4);
});

test('a number that was published is not looked for again', () => {
  const channel = createGroupChannel();
  const { subscriber, looks } = listener();
  channel.add(subscriber);
  channel.publish(events(7));
  channel.lookAgain(7);
  expect(looks()).toBe(0);
  channel.lookAgain(8);
  channel.lookAgain();
  expect(looks()).toBe(2);
});

test('who has gone is offered nothing', () => {
  const channel = createGroupChannel();
  const { subscriber, offered } = listener();
  channel.add(subscriber);
  channel.remove(subscriber);
  channel.publish(events(1));
  expect(offered).toEqual([]);
  expect(channel.size).toBe(0);
});
