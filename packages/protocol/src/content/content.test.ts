import { encode } from 'cborg';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { uuidFromDigest } from '../encoding/uuid.ts';
import { AccountId, ConversationId } from '../ids.ts';
import { decodeContent, encodeContent, type MessageContent, messageIdInput } from './content.ts';
import { mediaType } from './media-types.ts';
import { disposition, type Part, partDepthMax } from './part.ts';

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });
const id = fc.option(bytes(16), { nil: null });

const leaf: fc.Arbitrary<Part> = fc.oneof(
  fc.record({
    kind: fc.constant('single' as const),
    disposition: fc.nat({ max: 8 }),
    language: fc.constantFrom('', 'en', 'de-CH'),
    contentType: fc.constantFrom(mediaType.markdown, mediaType.status, 'text/plain'),
    content: fc.uint8Array({ maxLength: 400 }),
  }),
  fc.record({
    kind: fc.constant('none' as const),
    disposition: fc.nat({ max: 8 }),
    language: fc.constant(''),
  }),
  fc.record({
    kind: fc.constant('external' as const),
    disposition: fc.nat({ max: 8 }),
    language: fc.constant(''),
    fields: fc.array(fc.oneof(fc.string({ maxLength: 20 }), fc.nat(), bytes(32)), { maxLength: 6 }),
  }),
);

const part: fc.Arbitrary<Part> = fc.oneof(
  leaf,
  fc.record({
    kind: fc.constant('multi' as const),
    disposition: fc.nat({ max: 8 }),
    language: fc.constant(''),
    semantics: fc.nat({ max: 2 }),
    parts: fc.array(leaf, { minLength: 1, maxLength: 5 }),
  }),
);

const content: fc.Arbitrary<MessageContent> = fc.record({
  salt: bytes(16),
  replaces: id,
  topic: fc.uint8Array({ maxLength: 64 }),
  expires: fc.option(fc.record({ relative: fc.boolean(), seconds: fc.nat() }), { nil: null }),
  inReplyTo: id,
  conversation: bytes(16),
  counter: fc.nat(),
  previous: fc.option(bytes(32), { nil: null }),
  sentAt: fc.nat(),
  extensions: fc.constantFrom(
    new Map<string, unknown>(),
    new Map<string, unknown>([['vendor.later', [1, 'x']]]),
  ),
  part,
});

const example: MessageContent = {
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
  part: {
    kind: 'single',
    disposition: disposition.render,
    language: 'en',
    contentType: mediaType.markdown,
    content: new TextEncoder().encode('hello'),
  },
};

describe('round trips', () => {
  test('every content comes back as it was, extensions of later versions included', () => {
    fc.assert(
      fc.property(content, (message) => {
        expect(decodeContent(encodeContent(message))).toEqual({ kind: 'content', content: message });
      }),
    );
  });

  test('equal contents have equal bytes', () => {
    expect(encodeContent(example)).toEqual(encodeContent({ ...example, extensions: new Map() }));
  });
});

describe('refusals', () => {
  test('any byte string yields a content or a reason', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (input) => {
        expect(['content', 'malformed']).toContain(decodeContent(input).kind);
      }),
      { numRuns: 2000 },
    );
  });

  test('one changed byte never yields the same message', () => {
    const original = encodeContent(example);
    fc.assert(
      fc.property(fc.nat({ max: original.length - 1 }), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = original.slice();
        changed[at] = (changed[at] ?? 0) ^ flip;
        const result = decodeContent(changed);
        if (result.kind === 'content') expect(result.content).not.toEqual(example);
      }),
    );
  });

  test('a second encoding of the same content is refused', () => {
    const loose = encode(
      [
        example.salt,
        null,
        example.topic,
        null,
        null,
        new Map<string, unknown>([
          ['sotto.order', [1, null]],
          ['sotto.sent', example.sentAt],
          ['sotto.to', example.conversation],
        ]),
        [1, 'en', 1, mediaType.markdown, new TextEncoder().encode('hello')],
      ],
      { mapSorter: () => 0 },
    );
    expect(decodeContent(loose)).toEqual({ kind: 'malformed', reason: 'not-deterministic' });
  });

  test('a message that does not say where it belongs is refused', () => {
    const homeless = encode([example.salt, null, example.topic, null, null, new Map(), [1, 'en', 0]]);
    expect(decodeContent(homeless)).toEqual({ kind: 'malformed', reason: 'wrong-form' });
  });

  test('parts nested deeper than allowed are refused', () => {
    let nested: Part = { kind: 'none', disposition: 1, language: '' };
    for (let depth = 0; depth < partDepthMax; depth++) {
      nested = { kind: 'multi', disposition: 1, language: '', semantics: 0, parts: [nested] };
    }
    expect(decodeContent(encodeContent({ ...example, part: nested })).kind).toBe('malformed');
  });

  test('arrays nested ten thousand deep end in a reason, not in a crash', () => {
    expect(decodeContent(new Uint8Array(10_000).fill(0x81)).kind).toBe('malformed');
  });
});

test('the id of a message covers its author, its place and every byte', async () => {
  const author = AccountId.parse('11111111-1111-4111-8111-111111111111');
  const other = AccountId.parse('22222222-2222-4222-8222-222222222222');
  const place = ConversationId.parse('33333333-3333-4333-8333-333333333333');
  const idOf = async (who: AccountId, where: ConversationId, what: MessageContent) => {
    const input = messageIdInput(who, where, encodeContent(what));
    return uuidFromDigest(
      new Uint8Array(await crypto.subtle.digest('SHA-256', input as Uint8Array<ArrayBuffer>)),
    );
  };
  const ids = await Promise.all([
    idOf(author, place, example),
    idOf(other, place, example),
    idOf(author, ConversationId.parse(other), example),
    idOf(author, place, { ...example, salt: new Uint8Array(16) }),
  ]);
  expect(new Set(ids).size).toBe(4);
});
