/**
 * The lines that vCard (RFC 6350 section 3.3) and iCalendar (RFC 5545 section 3.1) are made of:
 *
 *     [group "."] NAME *( ";" PARAM "=" value *("," value) ) ":" value CRLF
 *
 * A line that begins with a space continues the one before. Read leniently about line ends, strictly about
 * everything else, and bounded: what a program exports is read, what only attacks contain is refused.
 */
export type ContentLine = {
  /** Upper case, without its group. */
  readonly name: string;
  /** Upper-case names; values as written, without quotes. */
  readonly parameters: ReadonlyMap<string, readonly string[]>;
  /** As written: escapes are still in it. */
  readonly value: string;
};

const linesMax = 20_000;
const parametersMax = 16;
const foldBytes = 75;

/** The lines of a file, or `undefined` when one of them is none. */
export function readContentLines(text: string): ContentLine[] | undefined {
  const unfolded = text.replaceAll(/\r\n|\r|\n/g, '\n').replaceAll(/\n[ \t]/g, '');
  const lines: ContentLine[] = [];
  for (const line of unfolded.split('\n')) {
    if (line === '') continue;
    const read = readLine(line);
    if (read === undefined || lines.length === linesMax) return undefined;
    lines.push(read);
  }
  return lines;
}

function readLine(line: string): ContentLine | undefined {
  const head = /^(?:[A-Za-z0-9-]{1,40}\.)?([A-Za-z0-9-]{1,60})/.exec(line);
  if (head === null) return undefined;
  const parameters = new Map<string, readonly string[]>();
  let at = head[0].length;
  while (line[at] === ';') {
    const read = readParameter(line, at + 1);
    if (read === undefined || parameters.size === parametersMax) return undefined;
    parameters.set(read.name, [...(parameters.get(read.name) ?? []), ...read.values]);
    at = read.end;
  }
  if (line[at] !== ':') return undefined;
  return { name: (head[1] as string).toUpperCase(), parameters, value: line.slice(at + 1) };
}

function readParameter(
  line: string,
  start: number,
): { name: string; values: string[]; end: number } | undefined {
  // vCard 2.1 and some programs after it write a type without its name.
  const name = /[A-Za-z0-9-]{1,60}/y;
  name.lastIndex = start;
  const found = name.exec(line);
  if (found === null) return undefined;
  let at = name.lastIndex;
  if (line[at] !== '=') return { name: 'TYPE', values: [found[0]], end: at };
  const values: string[] = [];
  do {
    at += 1;
    const value = /"([^"]*)"|([^";:,]*)/y;
    value.lastIndex = at;
    const match = value.exec(line);
    if (match === null) return undefined;
    values.push(match[1] ?? match[2] ?? '');
    at = value.lastIndex;
  } while (line[at] === ',');
  return { name: found[0].toUpperCase(), values, end: at };
}

/** Without the escapes of a text value. */
export function unescapeValue(value: string): string {
  return value.replaceAll(/\\([\\,;nN:"])/g, (_, character: string) =>
    character === 'n' || character === 'N' ? '\n' : character,
  );
}

/** The parts of a structured value, each without its escapes. */
export function splitValue(value: string, separator: ';' | ','): string[] {
  const parts: string[] = [];
  let part = '';
  for (let at = 0; at < value.length; at++) {
    const character = value[at] as string;
    if (character === '\\') {
      part += character + (value[at + 1] ?? '');
      at += 1;
    } else if (character === separator) {
      parts.push(unescapeValue(part));
      part = '';
    } else part += character;
  }
  return [...parts, unescapeValue(part)];
}

/** A text as a value: nothing in it can end the line or the value. */
export function escapeValue(text: string): string {
  return text
    .replaceAll(/\r\n|\r/g, '\n')
    .replaceAll(controls(), '')
    .replaceAll(/[\\,;]/g, '\\$&')
    .replaceAll('\n', '\\n');
}

/** Lines as a file: folded after at most 75 bytes, never inside a character. */
export function writeContentLines(lines: readonly string[]): string {
  return lines.map((line) => `${fold(line)}\r\n`).join('');
}

function fold(line: string): string {
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (bytes + size > foldBytes) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}

function controls(): RegExp {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed.
  return /[\u0000-\u0008\u000b-\u001f\u007f]/g;
}
