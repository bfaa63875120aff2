import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AccountId } from '../ids.ts';
import {
  type ContactCardBody,
  decodeContactCard,
  encodeContactCard,
  readContactCards,
  writeContactCard,
} from './contact-card.ts';

const empty: ContactCardBody = {
  name: 'Anna Berg',
  organisation: '',
  title: '',
  phones: [],
  emails: [],
  addresses: [],
  urls: [],
  note: '',
  accountId: null,
};
const line = fc.string({ maxLength: 60 }).map((text) => text.replaceAll(/\s+/g, ' ').trim());
const plain = line.map((text) => text.replaceAll(/[\p{C}]/gu, ''));
const label = fc.constantFrom('', 'work', 'home', 'cell');
const labelled = fc.array(fc.record({ label, value: plain.map((value) => `x${value}`.trim()) }), {
  maxLength: 4,
});

test('a card comes back as it was, whatever is in it', () => {
  fc.assert(
    fc.property(
      fc.record({
        name: plain.map((name) => `A ${name}`.trim()),
        organisation: plain,
        title: plain,
        phones: labelled,
        emails: labelled,
        addresses: labelled,
        urls: labelled,
        note: fc.string({ maxLength: 200 }).map((text) => text.replaceAll(/[\p{C}]/gu, '')),
        accountId: fc.constantFrom(null, AccountId.parse('11111111-1111-4111-8111-111111111111')),
      }),
      (card) => {
        expect(decodeContactCard(encodeContactCard(card))).toEqual(card);
      },
    ),
  );
});

test('what other programs write is read: 3.0, groups, folded lines, types, structured names', () => {
  const file = [
    'BEGIN:VCARD',
    'VERSION:3.0',
    'N:Berg;Anna;Maria;Dr.;',
    'item1.TEL;TYPE=WORK,VOICE;TYPE=pref:+41 44 000 00 00',
    'TEL;CELL:+41 79 000 00 00',
    'EMAIL;TYPE="INTERNET,HOME":anna@example.org',
    'ADR;TYPE=HOME:;;Mill Lane 1\\, left;Zürich;;8000;Switzerland',
    'ORG:Berg\\; Söhne;Workshop',
    'NOTE:first line\\nsecond li',
    ' ne\\, with a comma',
    'PHOTO;ENCODING=b;TYPE=JPEG:AAAA',
    'END:VCARD',
    '',
  ].join('\n');
  expect(readContactCards(file)).toEqual([
    {
      ...empty,
      name: 'Dr. Anna Maria Berg',
      organisation: 'Berg; Söhne, Workshop',
      phones: [
        { label: 'work', value: '+41 44 000 00 00' },
        { label: 'cell', value: '+41 79 000 00 00' },
      ],
      emails: [{ label: 'home', value: 'anna@example.org' }],
      addresses: [{ label: 'home', value: 'Mill Lane 1, left, Zürich, 8000, Switzerland' }],
      note: 'first line\nsecond line, with a comma',
    },
  ]);
});

test('a text cannot add a line of its own', () => {
  const card = { ...empty, name: 'Anna\r\nTEL:+666', note: 'x\r\nEND:VCARD\r\nBEGIN:VCARD' };
  const [back, ...more] = readContactCards(writeContactCard(card)) ?? [];
  expect(more).toEqual([]);
  expect(back?.phones).toEqual([]);
});

test.each([
  ['nothing', ''],
  ['no card', 'FN:Anna'],
  ['no name', 'BEGIN:VCARD\r\nVERSION:4.0\r\nEND:VCARD\r\n'],
  ['an old version', 'BEGIN:VCARD\r\nVERSION:2.1\r\nFN:Anna\r\nEND:VCARD\r\n'],
  ['a card in a card', 'BEGIN:VCARD\r\nBEGIN:VCARD\r\nVERSION:4.0\r\nFN:A\r\nEND:VCARD\r\nEND:VCARD\r\n'],
  ['an end that is missing', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Anna\r\n'],
  ['a line that is none', 'BEGIN:VCARD\r\nVERSION:4.0\r\nFN Anna\r\nEND:VCARD\r\n'],
])('%s is refused', (_what, file) => {
  expect(readContactCards(file)).toBeUndefined();
});

test('a message carries one card, and not a large one', () => {
  const two = writeContactCard(empty) + writeContactCard(empty);
  expect(readContactCards(two)).toHaveLength(2);
  expect(decodeContactCard(new TextEncoder().encode(two))).toBeUndefined();
  const large = { ...empty, urls: Array.from({ length: 20 }, () => ({ label: '', value: 'x'.repeat(900) })) };
  expect(decodeContactCard(encodeContactCard(large))).toBeUndefined();
});

test('any text yields cards or nothing', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (text) => {
      readContactCards(`BEGIN:VCARD\nVERSION:4.0\n${text}\nEND:VCARD`);
    }),
    { numRuns: 1000 },
  );
});
