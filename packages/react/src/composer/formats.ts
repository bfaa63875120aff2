/** Signs put around a selection, or before each of its lines. */
export const formats = {
  bold: { kind: 'around', sign: '**' },
  italic: { kind: 'around', sign: '_' },
  strike: { kind: 'around', sign: '~~' },
  code: { kind: 'around', sign: '`' },
  quote: { kind: 'lines', sign: '> ' },
  list: { kind: 'lines', sign: '- ' },
} as const;

export type Format = keyof typeof formats;

/** What a textarea holds and what is selected in it. */
export type Edited = { readonly text: string; readonly start: number; readonly end: number };

/** A stretch of text to be replaced, so that the browser can undo it. */
export type Replacement = {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
  readonly end: number;
};

/** Puts a format on a selection, or takes it off when it is already there. */
export function applyFormat(edited: Edited, format: Format): Replacement {
  const { kind, sign } = formats[format];
  return kind === 'around' ? around(edited, sign) : onLines(edited, sign);
}

function around({ text, start, end }: Edited, sign: string): Replacement {
  const size = sign.length;
  const selected = text.slice(start, end);
  if (text.slice(start - size, start) === sign && text.slice(end, end + size) === sign) {
    return { from: start - size, to: end + size, text: selected, start: start - size, end: end - size };
  }
  return { from: start, to: end, text: `${sign}${selected}${sign}`, start: start + size, end: end + size };
}

function onLines({ text, start, end }: Edited, sign: string): Replacement {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const lines = text.slice(from, end).split('\n');
  const all = lines.every((line) => line.startsWith(sign));
  const changed = lines.map((line) => (all ? line.slice(sign.length) : sign + line)).join('\n');
  return { from, to: end, text: changed, start: from + changed.length, end: from + changed.length };
}
