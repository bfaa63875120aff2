import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyFormat, type Edited, type Format, formats } from './formats.ts';

function apply(edited: Edited, format: Format): Edited {
  const change = applyFormat(edited, format);
  const text = edited.text.slice(0, change.from) + change.text + edited.text.slice(change.to);
  return { text, start: change.start, end: change.end };
}

test('a format goes around the selection and off again', () => {
  const bold = apply({ text: 'say it loud', start: 4, end: 6 }, 'bold');
  expect(bold).toEqual({ text: 'say **it** loud', start: 6, end: 8 });
  expect(apply(bold, 'bold')).toEqual({ text: 'say it loud', start: 4, end: 6 });
});

test('a line format goes before every line', () => {
  expect(apply({ text: 'a\nb\nc', start: 2, end: 5 }, 'list').text).toBe('a\n- b\n- c');
});

test('whatever is selected, twice is none', () => {
  const selection = fc.tuple(fc.string({ maxLength: 40 }), fc.nat(40), fc.nat(40)).map(([text, a, b]) => {
    const points = [a, b].map((at) => Math.min(at, text.length)).sort((x, y) => x - y);
    return { text, start: points[0] ?? 0, end: points[1] ?? 0 };
  });
  const arounds = Object.keys(formats).filter(
    (name) => formats[name as Format].kind === 'around',
  ) as Format[];
  fc.assert(
    fc.property(selection, fc.constantFrom(...arounds), (edited, format) => {
      const size = formats[format].sign.length;
      const already =
        edited.text.slice(edited.start - size, edited.start) === formats[format].sign &&
        edited.text.slice(edited.end, edited.end + size) === formats[format].sign;
      fc.pre(!already);
      expect(apply(apply(edited, format), format)).toEqual(edited);
    }),
  );
});
