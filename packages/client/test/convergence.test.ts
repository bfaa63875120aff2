import {
  disposition,
  encodeConversationChange,
  encodeEventAnswer,
  encodePin,
  encodeVote,
  eventPart,
  mediaType,
  type Part,
  partSemantics,
  pollPart,
  single,
  textPart,
} from '@sotto/protocol/content';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { messageVersions } from '../src/marks/edit-message.ts';
import { readConversationState } from '../src/marks/shared-state.ts';
import { observeTimeline } from '../src/messages/observe-timeline.ts';
import type { DecryptedMessage } from '../src/sessions/decrypt-envelope.ts';
import { account, authors, groupId, type LooseDevice, looseDevice } from './loose-device.ts';

/**
 * What people do with messages means the same on every device, whatever the order of arrival and however
 * often it arrives: contents of several people and devices, taken in as they are and in any other order.
 */
const poll = { question: 'When?', options: ['a', 'b', 'c'], choicesMax: 2, closesAt: null };
const event = {
  title: 'Rehearsal',
  description: '',
  place: '',
  startsAt: 2_000_000_000_000,
  endsAt: 2_000_000_100_000,
  allDay: false,
  reminderMinutes: null,
  cancelled: false,
};
const bodies: readonly Part[] = [
  textPart('first'),
  textPart('second'),
  pollPart(poll),
  eventPart(event, { uid: 'x', writtenAt: 0 }),
];
const mark = (contentType: string, content: Uint8Array) =>
  single(disposition.unspecified, contentType, content);
const emoji = (text: string) =>
  single(disposition.reaction, mediaType.reaction, new TextEncoder().encode(text));
const reaction = (emojis: readonly string[]): Part =>
  emojis.length === 0
    ? { kind: 'none', disposition: disposition.reaction, language: '' }
    : {
        kind: 'multi',
        disposition: disposition.reaction,
        language: '',
        semantics: partSemantics.processAll,
        parts: emojis.map(emoji),
      };

type Action = {
  readonly author: number;
  readonly device: string;
  readonly target: number;
  readonly sentAt: number;
  readonly acceptedAt: number;
  readonly what:
    | { readonly kind: 'edit'; readonly text: string }
    | { readonly kind: 'move'; readonly title: string }
    | { readonly kind: 'delete' }
    | { readonly kind: 'react'; readonly emojis: readonly string[] }
    | { readonly kind: 'vote'; readonly choices: readonly number[] }
    | { readonly kind: 'close' }
    | { readonly kind: 'answer'; readonly answer: 'yes' | 'no' | 'maybe' }
    | { readonly kind: 'pin'; readonly pinned: boolean }
    | { readonly kind: 'expiry'; readonly seconds: number | null };
};

const what: fc.Arbitrary<Action['what']> = fc.oneof(
  fc.record({ kind: fc.constant('edit' as const), text: fc.constantFrom('x', 'y', 'z') }),
  fc.record({ kind: fc.constant('move' as const), title: fc.constantFrom('later', 'sooner') }),
  fc.record({ kind: fc.constant('delete' as const) }),
  fc.record({ kind: fc.constant('react' as const), emojis: fc.subarray(['👍', '🎹', '❤️']) }),
  fc.record({ kind: fc.constant('vote' as const), choices: fc.subarray([0, 1, 2, 7]) }),
  fc.record({ kind: fc.constant('close' as const) }),
  fc.record({ kind: fc.constant('answer' as const), answer: fc.constantFrom('yes', 'no', 'maybe') }),
  fc.record({ kind: fc.constant('pin' as const), pinned: fc.boolean() }),
  fc.record({ kind: fc.constant('expiry' as const), seconds: fc.constantFrom(null, 60, 3600) }),
);

/** Clocks that agree, disagree, and lie. */
const time = fc.integer({ min: 1_700_000_000_000, max: 1_700_000_000_012 });
const action: fc.Arbitrary<Action> = fc.record({
  author: fc.integer({ min: 1, max: 4 }),
  device: fc.constantFrom('one', 'two'),
  target: fc.nat({ max: bodies.length - 1 }),
  sentAt: fc.oneof(time, fc.constant(9_000_000_000_000)),
  acceptedAt: time,
  what,
});

function write(actions: readonly Action[]): DecryptedMessage[] {
  const say = authors();
  const targets = bodies.map((part, i) =>
    // Of everybody, this device's own account included; its other device wrote them.
    say(account(i + 1), part, { acceptedAt: 1_700_000_000_000 + i, deviceId: 'one' }),
  );
  const done = actions.map(({ author, device, target, sentAt, acceptedAt, what: one }): DecryptedMessage => {
    const { messageId } = targets[target] as DecryptedMessage;
    const common = { sentAt, acceptedAt, deviceId: device };
    const about = { ...common, inReplyTo: messageId };
    switch (one.kind) {
      case 'edit':
        return say(account(author), textPart(one.text), { ...common, replaces: messageId });
      case 'move': {
        const moved = eventPart({ ...event, title: one.title }, { uid: 'x', writtenAt: 0 });
        return say(account(author), moved, { ...common, replaces: messageId });
      }
      case 'delete':
        return say(
          account(author),
          { kind: 'none', disposition: disposition.render, language: '' },
          { ...common, replaces: messageId },
        );
      case 'react':
        return say(account(author), reaction(one.emojis), about);
      case 'vote':
        return say(account(author), mark(mediaType.vote, encodeVote(one.choices)), about);
      case 'close':
        return say(account(author), mark(mediaType.pollClose, new Uint8Array()), about);
      case 'answer':
        return say(account(author), mark(mediaType.eventAnswer, encodeEventAnswer(one.answer)), about);
      case 'pin':
        return say(account(author), mark(mediaType.pin, encodePin(one.pinned)), about);
      case 'expiry': {
        const change = encodeConversationChange({ kind: 'expiry', seconds: one.seconds });
        return say(account(author), mark(mediaType.conversation, change), common);
      }
      default:
        throw new Error('nothing else');
    }
  });
  return [...targets, ...done];
}

/** Everything that can be seen on a device. */
function seen(device: LooseDevice) {
  const { context } = device;
  const { items, pinned } = observeTimeline(context, groupId).timeline.current;
  const versions = items.map((item) =>
    item.kind === 'message' && !item.deleted ? messageVersions(context, item.id) : [],
  );
  return { items, pinned, versions, state: readConversationState(context.database, groupId) };
}

async function taken(messages: readonly DecryptedMessage[]) {
  const device = await looseDevice();
  for (const message of messages) device.take(message);
  return seen(device);
}

describe('marks converge', () => {
  test('whatever the order of arrival, and however often it arrives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { maxLength: 14 }).chain((actions) => {
          const messages = write(actions);
          return fc.tuple(
            fc.constant(messages),
            fc.shuffledSubarray(messages, { minLength: messages.length }),
            fc.array(fc.constantFrom(...messages), { maxLength: 6 }),
          );
        }),
        async ([written, shuffled, again]) => {
          expect(await taken([...shuffled, ...again])).toEqual(await taken(written));
        },
      ),
      { numRuns: 60 },
    );
  }, 120_000);

  test('in every order of a handful that contradict each other', async () => {
    const at = { sentAt: 1_700_000_000_005, acceptedAt: 1_700_000_000_005 };
    const messages = write([
      { author: 1, device: 'one', target: 0, ...at, what: { kind: 'edit', text: 'x' } },
      { author: 1, device: 'two', target: 0, ...at, what: { kind: 'edit', text: 'y' } },
      { author: 1, device: 'two', target: 0, ...at, what: { kind: 'delete' } },
      { author: 2, device: 'one', target: 0, ...at, what: { kind: 'react', emojis: ['👍'] } },
    ]).filter((_, i) => i === 0 || i >= bodies.length);
    const expected = await taken(messages);
    for (const order of permutations(messages)) expect(await taken(order)).toEqual(expected);
  }, 120_000);
});

function* permutations<Value>(values: readonly Value[]): Generator<Value[]> {
  if (values.length === 0) yield [];
  for (const [i, value] of values.entries()) {
    for (const rest of permutations(values.filter((_, at) => at !== i))) yield [value, ...rest];
  }
}
