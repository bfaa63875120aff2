/**
 * Writes a file of locked contents: `node packages/protocol/test/content/write-fixture.ts`. Run when a kind
 * is added, into a new file; files that are there stay as they are.
 */
import { encodeValue } from '../../src/content/cbor-value.ts';
import {
  contactPart,
  disposition,
  encodeContent,
  encodeConversationChange,
  encodeEventAnswer,
  encodeOwnState,
  encodePin,
  encodeVote,
  eventPart,
  linkPreviewPart,
  type MessageContent,
  meaningOf,
  mediaType,
  mentionLink,
  type Part,
  partSemantics,
  placePart,
  pollPart,
  single,
  skippedValue,
  textPart,
  unitOf,
} from '../../src/content/index.ts';
import { AccountId } from '../../src/ids.ts';
import { plainJson } from './plain-json.ts';

const id = new Uint8Array(16).fill(9);
const anna = AccountId.parse('11111111-1111-4111-8111-111111111111');
const none = (what: number): Part => ({ kind: 'none', disposition: what, language: '' });
const mark = (contentType: string, bytes: Uint8Array) => single(disposition.unspecified, contentType, bytes);
const emoji = (text: string) =>
  single(disposition.reaction, mediaType.reaction, new TextEncoder().encode(text));
const utf8 = (text: string) => new TextEncoder().encode(text);
const event = {
  title: 'Rehearsal',
  description: 'Bring the parts,\nand a pencil; please',
  place: 'Room 4',
  startsAt: Date.UTC(2026, 7, 1, 16),
  endsAt: Date.UTC(2026, 7, 1, 18),
  allDay: false,
  reminderMinutes: 30,
  cancelled: false,
};
const card = {
  name: 'Anna Berg',
  organisation: 'Mill & Söhne',
  title: '',
  phones: [{ label: 'work', value: '+41 44 000 00 00' }],
  emails: [],
  addresses: [{ label: '', value: 'Mill Lane 1, Zürich' }],
  urls: [],
  note: 'line one\nline two',
  accountId: anna,
};
const preview = {
  url: 'https://example.org/programme',
  title: 'Programme',
  description: '',
  siteName: 'Example',
  image: { mediaType: 'image/png' as const, bytes: new Uint8Array([1, 2, 3]) },
};
const poll = { question: 'When?', options: ['Monday', 'Friday'], choicesMax: 1, closesAt: 1_800_000_000_000 };
const place = { latitude: 47.3769, longitude: -8.5417, uncertaintyMeters: 20, label: 'The old mill' };
const target = { conversation: id, message: id };
const link = { sender: id, deviceId: 'd', counter: 3, hash: new Uint8Array(32).fill(3), previous: null };

const about = { inReplyTo: id };
const extensions = (entries: Record<string, unknown>) => ({ extensions: new Map(Object.entries(entries)) });

const contents: Record<string, [Part, Partial<MessageContent>]> = {
  text: [textPart('hello'), {}],
  'text with a mention, in reply, in a thread, disappearing': [
    textPart(`Hi ${mentionLink(anna, 'Anna')}`),
    { ...about, topic: id, expires: { relative: true, seconds: 3600 } },
  ],
  'silent, forwarded twice, after a place that stays empty': [
    textPart('hello'),
    extensions({
      'sotto.silent': true,
      'sotto.forwards': 2,
      'sotto.skipped': skippedValue([
        { deviceId: 'd', counter: 1, hash: new Uint8Array(32).fill(1), previous: null },
      ]),
    }),
  ],
  'compressed text': [textPart('the quick brown fox '.repeat(400)), {}],
  'text with a link preview': [unitOf([textPart(`See ${preview.url}`), linkPreviewPart(preview)]), {}],
  poll: [pollPart(poll), {}],
  vote: [mark(mediaType.vote, encodeVote([1])), about],
  'end of a poll': [mark(mediaType.pollClose, new Uint8Array()), about],
  place: [placePart(place), {}],
  contact: [contactPart(card), {}],
  event: [eventPart(event, { uid: 'one@sotto', writtenAt: Date.UTC(2026, 0, 2) }), {}],
  answer: [mark(mediaType.eventAnswer, encodeEventAnswer('maybe')), about],
  edit: [textPart('hello again'), { replaces: id }],
  deletion: [none(disposition.render), { replaces: id }],
  reaction: [emoji('👍'), about],
  'two reactions': [
    {
      kind: 'multi',
      disposition: disposition.reaction,
      language: '',
      semantics: partSemantics.processAll,
      parts: [emoji('👍'), emoji('❤️')],
    },
    about,
  ],
  'no reaction': [none(disposition.reaction), about],
  pin: [mark(mediaType.pin, encodePin(true)), about],
  'messages disappear': [
    mark(mediaType.conversation, encodeConversationChange({ kind: 'expiry', seconds: 86_400 })),
    {},
  ],
  'about an order': [
    mark(
      mediaType.conversation,
      encodeConversationChange({ kind: 'reference', system: 'order', reference: 'A-1042' }),
    ),
    {},
  ],
  'one’s own devices': [
    mark(
      mediaType.ownState,
      encodeOwnState([
        { kind: 'star', on: true, ...target },
        { kind: 'follow', on: false, ...target },
        { kind: 'reminder', minutes: 10, ...target },
        { kind: 'read', through: 1_700_000_000_000, ...target },
        { kind: 'gone', link, ...target },
      ]),
    ),
    { counter: 0 },
  ],
  'a kind to come': [single(disposition.render, 'application/vnd.later', new Uint8Array([1])), {}],
  'a required extension to come': [textPart('hello'), extensions({ '!later': 1 })],
  'malformed: nothing': [none(disposition.render), {}],
  'malformed: text that is not UTF-8': [single(1, mediaType.markdown, new Uint8Array([0xff])), {}],
  'malformed: compressed text that says another length': [
    single(1, mediaType.compressedMarkdown, encodeValue([5, new Uint8Array([3, 0])])),
    {},
  ],
  'malformed: poll with one option': [single(1, mediaType.poll, encodeValue(['?', ['a'], 1, null])), {}],
  'malformed: vote about nothing': [mark(mediaType.vote, encodeVote([1])), {}],
  'malformed: reaction of words': [emoji('yes'), about],
  'malformed: web page as a place': [single(1, mediaType.place, utf8('https://example.org/\r\n')), {}],
  'malformed: two cards': [
    single(1, mediaType.contact, utf8('BEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nEND:VCARD\r\n'.repeat(2))),
    {},
  ],
  'malformed: a series': [
    single(
      1,
      mediaType.event,
      utf8(
        'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20260801T160000Z\r\nRRULE:FREQ=DAILY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n',
      ),
    ),
    {},
  ],
  'malformed: preview of a script': [
    unitOf([
      textPart('javascript:a'),
      single(
        disposition.preview,
        mediaType.linkPreview,
        encodeValue(['javascript:a', '', '', '', null, null]),
      ),
    ]),
    {},
  ],
  'malformed: a timer of a second': [mark(mediaType.conversation, encodeValue([0, 1])), {}],
  'malformed: silent is not a number': [textPart('hello'), extensions({ 'sotto.silent': 1 })],
};

const vectors = Object.entries(contents).map(([name, [part, change]]) => {
  const content: MessageContent = {
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
  return {
    name,
    content: Buffer.from(encodeContent(content)).toString('hex'),
    meaning: plainJson(meaningOf(content)),
  };
});
process.stdout.write(`${JSON.stringify(vectors, null, 1)}\n`);
