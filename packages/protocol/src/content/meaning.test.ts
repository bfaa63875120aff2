import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AccountId } from '../ids.ts';
import { encodeValue } from './cbor-value.ts';
import { decodeContent, encodeContent, type MessageContent } from './content.ts';
import { encodeConversationChange } from './conversation-change.ts';
import { encodeEventAnswer } from './event-answer.ts';
import { type Meaning, meaningOf } from './meaning.ts';
import { mediaType } from './media-types.ts';
import { encodeOwnState, type OwnStateEntry } from './own-state.ts';
import { disposition, type Part, partSemantics } from './part.ts';
import { decodePart, encodePart } from './part-codec.ts';
import { encodePin } from './pin.ts';
import { encodeVote } from './poll.ts';
import { richLimits } from './rich-limits.ts';
import {
  contactPart,
  eventPart,
  linkPreviewPart,
  placePart,
  pollPart,
  single,
  textPart,
  unitOf,
} from './write-body.ts';

const id = new Uint8Array(16).fill(9);
const text = textPart('hello');

function content(part: Part, change: Partial<MessageContent> = {}): MessageContent {
  return {
    salt: new Uint8Array(16).fill(7),
    replaces: null,
    topic: new Uint8Array(),
    expires: null,
    inReplyTo: null,
    conversation: new Uint8Array(16).fill(1),
    counter: 1,
    previous: null,
    sentAt: 1_700_000_000_000,
    extensions: new Map(),
    part,
    ...change,
  };
}
const meaning = (part: Part, change: Partial<MessageContent> = {}) => meaningOf(content(part, change));
const mark = (contentType: string, bytes: Uint8Array) => single(disposition.unspecified, contentType, bytes);
const reaction = (emoji: string) =>
  single(disposition.reaction, mediaType.reaction, new TextEncoder().encode(emoji));
const poll = { question: 'When?', options: ['Monday', 'Tuesday', 'Friday'], choicesMax: 2, closesAt: null };
const unknown = single(disposition.render, 'application/vnd.later', new Uint8Array([1]));

describe('what is written is read', () => {
  const place = { latitude: 47.3769, longitude: 8.5417, uncertaintyMeters: null, label: 'Mill' };
  const card = {
    name: 'Anna Berg',
    organisation: '',
    title: '',
    phones: [],
    emails: [],
    addresses: [],
    urls: [],
    note: '',
    accountId: AccountId.parse('11111111-1111-4111-8111-111111111111'),
  };
  const event = {
    title: 'Rehearsal',
    description: '',
    place: '',
    startsAt: Date.UTC(2026, 7, 1, 16),
    endsAt: Date.UTC(2026, 7, 1, 18),
    allDay: false,
    reminderMinutes: null,
    cancelled: false,
  };
  const preview = {
    url: 'https://example.org/a',
    title: 'A',
    description: '',
    siteName: '',
    image: { mediaType: 'image/png' as const, bytes: new Uint8Array([1, 2]) },
  };
  test.each([
    ['a text', text, { kind: 'text', text: 'hello' }],
    ['a poll', pollPart(poll), { kind: 'poll', poll }],
    ['a place', placePart(place), { kind: 'location', place }],
    ['a card', contactPart(card), { kind: 'contact', card }],
    ['an event', eventPart(event, { uid: 'x', writtenAt: 0 }), { kind: 'event', event }],
  ] as const)('%s', (_what, part, item) => {
    const flags = { silent: false, forwards: 0 };
    expect(meaning(part)).toEqual({ kind: 'message', items: [item], flags });
    expect(meaning(part, { replaces: id })).toEqual({ kind: 'edit', target: id, items: [item] });
  });

  test('several parts are one message', () => {
    const unit = unitOf([text, linkPreviewPart(preview)]);
    expect(meaning(unit)).toMatchObject({ items: [{ kind: 'text' }, { kind: 'link-preview', preview }] });
    expect(decodePart(encodePart(unit))).toEqual(unit);
  });

  test('a large text is compressed by itself, and only when that saves a class (REQ-C3)', () => {
    const long = 'the quick brown fox '.repeat(400);
    const compressed = textPart(long);
    expect(compressed.contentType).toBe(mediaType.compressedMarkdown);
    expect(meaning(compressed)).toMatchObject({ items: [{ kind: 'text', text: long }] });
    expect(textPart('x'.repeat(199)).contentType).toBe(mediaType.markdown);
    const noise = Array.from({ length: 300 }, (_, i) => String.fromCharCode(33 + ((i * 7919) % 94))).join('');
    expect(textPart(noise.slice(0, 300)).contentType).toBe(mediaType.markdown);
  });

  test('flags', () => {
    const extensions = new Map<string, unknown>([
      ['sotto.silent', true],
      ['sotto.forwards', 2],
    ]);
    expect(meaning(text, { extensions })).toMatchObject({ flags: { silent: true, forwards: 2 } });
  });

  test.each<[string, Part, Partial<MessageContent>, Meaning]>([
    [
      'a deletion',
      { kind: 'none', disposition: 1, language: '' },
      { replaces: id },
      { kind: 'delete', target: id },
    ],
    ['a reaction', reaction('👍'), { inReplyTo: id }, { kind: 'reaction', target: id, emojis: ['👍'] }],
    [
      'several reactions',
      {
        kind: 'multi',
        disposition: disposition.reaction,
        language: '',
        semantics: partSemantics.processAll,
        parts: [reaction('👍'), reaction('🎹')],
      },
      { inReplyTo: id, replaces: id },
      { kind: 'reaction', target: id, emojis: ['👍', '🎹'] },
    ],
    [
      'no reaction any more',
      { kind: 'none', disposition: disposition.reaction, language: '' },
      { inReplyTo: id },
      { kind: 'reaction', target: id, emojis: [] },
    ],
    [
      'a vote',
      mark(mediaType.vote, encodeVote([2, 0, 2])),
      { inReplyTo: id },
      { kind: 'vote', target: id, choices: [0, 2] },
    ],
    [
      'the end of a poll',
      mark(mediaType.pollClose, new Uint8Array()),
      { inReplyTo: id },
      { kind: 'poll-close', target: id },
    ],
    [
      'an answer',
      mark(mediaType.eventAnswer, encodeEventAnswer('maybe')),
      { inReplyTo: id },
      { kind: 'event-answer', target: id, answer: 'maybe' },
    ],
    [
      'a pin',
      mark(mediaType.pin, encodePin(true)),
      { inReplyTo: id },
      { kind: 'pin', target: id, pinned: true },
    ],
    [
      'a timer',
      mark(mediaType.conversation, encodeConversationChange({ kind: 'expiry', seconds: 3600 })),
      {},
      { kind: 'conversation', change: { kind: 'expiry', seconds: 3600 } },
    ],
    [
      'a reference',
      mark(
        mediaType.conversation,
        encodeConversationChange({ kind: 'reference', system: 'order', reference: 'A-1' }),
      ),
      {},
      { kind: 'conversation', change: { kind: 'reference', system: 'order', reference: 'A-1' } },
    ],
  ])('%s', (_what, part, change, expected) => {
    expect(meaning(part, change)).toEqual(expected);
  });

  test('what one’s own devices tell each other', () => {
    const target = { conversation: id, message: id };
    const link = { sender: id, deviceId: 'd', counter: 3, hash: new Uint8Array(32), previous: null };
    const entries: OwnStateEntry[] = [
      { kind: 'star', on: true, ...target },
      { kind: 'follow', on: false, ...target },
      { kind: 'reminder', minutes: null, ...target },
      { kind: 'read', through: 5, ...target },
      { kind: 'gone', link, ...target },
      { kind: 'gone', link: null, ...target },
    ];
    expect(meaning(mark(mediaType.ownState, encodeOwnState(entries)))).toEqual({
      kind: 'own-state',
      entries,
    });
  });
});

describe('what a later version writes is kept, not refused', () => {
  test.each<[string, Part, Partial<MessageContent>, boolean]>([
    ['an unknown kind', unknown, {}, true],
    ['an unknown kind of mark', mark('application/vnd.later', new Uint8Array()), { inReplyTo: id }, false],
    ['an edit of an unknown kind', unknown, { replaces: id }, false],
    ['a profile', single(disposition.profile, mediaType.markdown, new Uint8Array()), {}, false],
    ['a required extension', text, { extensions: new Map([['!later', 1]]) }, true],
    ['a change of a kind to come', mark(mediaType.conversation, encodeValue([2, 'x'])), {}, false],
  ])('%s', (_what, part, change, shown) => {
    expect(meaning(part, change)).toEqual({ kind: 'newer', shown });
  });

  test('an optional extension changes nothing', () => {
    expect(meaning(text, { extensions: new Map([['vendor.later', 1]]) }).kind).toBe('message');
  });

  test('a part that is not known stands beside those that are', () => {
    expect(meaning(unitOf([text, unknown]))).toMatchObject({
      kind: 'message',
      items: [{ kind: 'text' }, { kind: 'unknown', contentType: 'application/vnd.later' }],
    });
  });

  test('of alternatives the first that is understood counts', () => {
    const choice = (...parts: Part[]): Part => ({
      kind: 'multi',
      disposition: 1,
      language: '',
      semantics: partSemantics.chooseOne,
      parts,
    });
    expect(meaning(choice(unknown, text))).toMatchObject({ items: [{ kind: 'text', text: 'hello' }] });
    expect(meaning(choice(unknown, unknown)).kind).toBe('newer');
    expect(meaning(unitOf([text, choice(unknown, pollPart(poll))]))).toMatchObject({
      items: [{ kind: 'text' }, { kind: 'poll' }],
    });
  });
});

describe('what a known kind must not be', () => {
  const tooMany = Array.from({ length: richLimits.pollOptionsMax + 1 }, (_, i) => `option ${i}`);
  const preview = linkPreviewPart({
    url: 'https://example.org',
    title: '',
    description: '',
    siteName: '',
    image: null,
  });
  test.each<[string, Part, Partial<MessageContent>]>([
    ['a part that is nothing', { kind: 'none', disposition: 1, language: '' }, {}],
    ['text that is not UTF-8', single(1, mediaType.markdown, new Uint8Array([0xff])), {}],
    ['a poll of one option', single(1, mediaType.poll, encodeValue(['?', ['a'], 1, null])), {}],
    ['a poll of 10,000 options', single(1, mediaType.poll, encodeValue(['?', tooMany, 1, null])), {}],
    ['more choices than options', single(1, mediaType.poll, encodeValue(['?', ['a', 'b'], 3, null])), {}],
    ['a vote about nothing', mark(mediaType.vote, encodeVote([1])), {}],
    ['a vote out of order', mark(mediaType.vote, encodeValue([2, 1])), { inReplyTo: id }],
    ['a vote twice', mark(mediaType.vote, encodeValue([1, 1])), { inReplyTo: id }],
    ['an end with something in it', mark(mediaType.pollClose, new Uint8Array([1])), { inReplyTo: id }],
    ['an answer that is none', mark(mediaType.eventAnswer, encodeValue([3])), { inReplyTo: id }],
    ['a reaction of words', reaction('no'), { inReplyTo: id }],
    ['a reaction to nothing', reaction('👍'), {}],
    [
      'the same reaction twice',
      {
        kind: 'multi',
        disposition: disposition.reaction,
        language: '',
        semantics: partSemantics.processAll,
        parts: [reaction('👍'), reaction('👍')],
      },
      { inReplyTo: id },
    ],
    ['a timer of a second', mark(mediaType.conversation, encodeValue([0, 1])), {}],
    ['an extension of another form', text, { extensions: new Map([['sotto.silent', 1]]) }],
    [
      'a preview of a script',
      single(
        disposition.preview,
        mediaType.linkPreview,
        encodeValue(['javascript:alert(1)', '', '', '', null, null]),
      ),
      {},
    ],
    ['previews without end', unitOf([text, ...Array.from({ length: 5 }, () => preview)]), {}],
    [
      'a picture of another type',
      unitOf([
        text,
        single(
          disposition.preview,
          mediaType.linkPreview,
          encodeValue(['https://a', '', '', '', 'image/svg+xml', new Uint8Array([1])]),
        ),
      ]),
      {},
    ],
    ['more parts than a message has', unitOf(Array.from({ length: 49 }, () => text)), {}],
    [
      'a place with a page behind it',
      single(1, mediaType.place, new TextEncoder().encode('https://a/\r\n')),
      {},
    ],
    ['a card that is none', single(1, mediaType.contact, new TextEncoder().encode('hello')), {}],
    ['an event that is none', single(1, mediaType.event, new TextEncoder().encode('hello')), {}],
    ['a second encoding', single(1, mediaType.poll, longForm()), {}],
  ])('%s is refused', (_what, part, change) => {
    const result = meaning(part, change);
    expect(result.kind === 'newer' && !result.shown ? 'refused' : result.kind).toMatch(/malformed|refused/);
  });
});

test('anything that can be decoded has a meaning, in bounded time', () => {
  const types = Object.values(mediaType);
  const part: fc.Arbitrary<Part> = fc.record({
    kind: fc.constant('single' as const),
    disposition: fc.nat({ max: 8 }),
    language: fc.constant(''),
    contentType: fc.constantFrom(...types, 'text/html', 'image/svg+xml'),
    content: fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string().map((value) => new TextEncoder().encode(value)),
      fc.constant(encodeVote([1])),
      fc.constant(encodePin(true)),
    ),
  });
  fc.assert(
    fc.property(part, fc.option(fc.constant(id)), fc.option(fc.constant(id)), (one, replaces, inReplyTo) => {
      const written = encodeContent(content(one, { replaces, inReplyTo }));
      const read = decodeContent(written);
      expect(read.kind).toBe('content');
      if (read.kind === 'content') expect(meaningOf(read.content)).toBeDefined();
    }),
    { numRuns: 2000 },
  );
});

/** `["?", ["a", "b"], 1, null]` with a number written longer than it has to be. */
function longForm(): Uint8Array {
  return new Uint8Array([
    0x84, 0x61, 0x3f, 0x82, 0x61, 0x61, 0x61, 0x62, 0xfb, 0x3f, 0xf0, 0, 0, 0, 0, 0, 0, 0xf6,
  ]);
}
