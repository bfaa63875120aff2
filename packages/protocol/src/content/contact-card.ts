import { AccountId } from '../ids.ts';
import {
  type ContentLine,
  escapeValue,
  readContentLines,
  splitValue,
  unescapeValue,
  writeContentLines,
} from './content-line.ts';
import { richLimits } from './rich-limits.ts';
import { strictText } from './strict-text.ts';

/** A person's card: what of a vCard 4.0 (RFC 6350) is kept. Pictures, keys and everything else are dropped. */
export type ContactCardBody = {
  readonly name: string;
  readonly organisation: string;
  readonly title: string;
  readonly phones: readonly LabelledText[];
  readonly emails: readonly LabelledText[];
  /** On one line each. */
  readonly addresses: readonly LabelledText[];
  readonly urls: readonly LabelledText[];
  readonly note: string;
  /** An account of this organisation: written as its messaging address, `sotto:person/<id>`. */
  readonly accountId: AccountId | null;
};

export type LabelledText = { readonly label: string; readonly value: string };

const { cardEntries, cardCharacters, cardNoteCharacters, contactCardBytes, importBytes, importEntries } =
  richLimits;
const accountUri = 'sotto:person/';

/** A card as it travels: one vCard 4.0 of ours. */
export function encodeContactCard(card: ContactCardBody): Uint8Array {
  return new TextEncoder().encode(writeContactCard(card));
}

/** A card that came in, or `undefined`: more than one, none, too long. */
export function decodeContactCard(bytes: Uint8Array): ContactCardBody | undefined {
  if (bytes.length > contactCardBytes) return undefined;
  const text = strictText(bytes);
  const cards = text === undefined ? undefined : readContactCards(text);
  return cards?.length === 1 ? cards[0] : undefined;
}

/** A vCard 4.0 file of one card, for other programs. */
export function writeContactCard(card: ContactCardBody): string {
  const lines = ['BEGIN:VCARD', 'VERSION:4.0', `FN:${escapeValue(card.name)}`];
  if (card.organisation !== '') lines.push(`ORG:${escapeValue(card.organisation)}`);
  if (card.title !== '') lines.push(`TITLE:${escapeValue(card.title)}`);
  for (const { label, value } of card.phones) lines.push(`TEL${typeOf(label)}:${escapeValue(value)}`);
  for (const { label, value } of card.emails) lines.push(`EMAIL${typeOf(label)}:${escapeValue(value)}`);
  for (const { label, value } of card.addresses)
    lines.push(`ADR${typeOf(label)}:;;${escapeValue(value)};;;;`);
  for (const { label, value } of card.urls) lines.push(`URL${typeOf(label)}:${escapeValue(value)}`);
  if (card.accountId !== null) lines.push(`IMPP:${accountUri}${card.accountId}`);
  if (card.note !== '') lines.push(`NOTE:${escapeValue(card.note)}`);
  return writeContentLines([...lines, 'END:VCARD']);
}

/** Cards of a vCard file (3.0 or 4.0), or `undefined` when it is none. */
export function readContactCards(file: string): ContactCardBody[] | undefined {
  if (file.length > importBytes) return undefined;
  const lines = readContentLines(file);
  if (lines === undefined) return undefined;
  const cards: ContactCardBody[] = [];
  let open: ContentLine[] | null = null;
  for (const line of lines) {
    const marker = line.value.trim().toUpperCase() === 'VCARD';
    if (line.name === 'BEGIN' && marker) {
      if (open !== null || cards.length === importEntries) return undefined;
      open = [];
    } else if (line.name === 'END' && marker) {
      const card = open === null ? undefined : cardOf(open);
      if (card === undefined) return undefined;
      cards.push(card);
      open = null;
    } else if (open === null) return undefined;
    else open.push(line);
  }
  return open === null && cards.length > 0 ? cards : undefined;
}

function cardOf(lines: readonly ContentLine[]): ContactCardBody | undefined {
  const version = lines.find((line) => line.name === 'VERSION')?.value.trim();
  if (version !== '3.0' && version !== '4.0') return undefined;
  const first = (name: string) => lines.find((line) => line.name === name)?.value ?? '';
  const labelled = (name: string, read: (value: string) => string): LabelledText[] =>
    lines
      .filter((line) => line.name === name)
      .map((line) => ({ label: labelOf(line), value: oneLine(read(line.value)) }))
      .filter(({ value }) => value !== '')
      .slice(0, cardEntries);
  const name = oneLine(unescapeValue(first('FN'))) || nameOf(first('N'));
  if (name === '') return undefined;
  return {
    name,
    organisation: oneLine(splitValue(first('ORG'), ';').filter(Boolean).join(', ')),
    title: oneLine(unescapeValue(first('TITLE'))),
    phones: labelled('TEL', (value) => unescapeValue(value.replace(/^tel:/i, ''))),
    emails: labelled('EMAIL', unescapeValue),
    addresses: labelled('ADR', (value) => splitValue(value, ';').filter(Boolean).join(', ')),
    urls: labelled('URL', unescapeValue),
    note: unescapeValue(first('NOTE')).slice(0, cardNoteCharacters),
    accountId: accountOf(lines),
  };
}

/** Family, given, additional, prefix, suffix: in the order in which they are said. */
function nameOf(value: string): string {
  const [family = '', given = '', additional = '', prefix = '', suffix = ''] = splitValue(value, ';');
  return oneLine([prefix, given, additional, family, suffix].filter(Boolean).join(' '));
}

function accountOf(lines: readonly ContentLine[]): AccountId | null {
  for (const { name, value } of lines) {
    if (name !== 'IMPP' || !value.startsWith(accountUri)) continue;
    const accountId = AccountId.safeParse(value.slice(accountUri.length));
    if (accountId.success) return accountId.data;
  }
  return null;
}

const unsaid = new Set(['pref', 'voice', 'internet', 'x-internet', 'uri', 'text']);

function labelOf({ parameters }: ContentLine): string {
  const types = (parameters.get('TYPE') ?? []).flatMap((type) => type.split(','));
  return types.map((type) => type.toLowerCase()).find((type) => !unsaid.has(type)) ?? '';
}

function typeOf(label: string): string {
  const plain = label.replaceAll(/["\r\n]/g, '').trim();
  return plain === '' ? '' : `;TYPE="${plain.slice(0, 60)}"`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim().slice(0, cardCharacters);
}
