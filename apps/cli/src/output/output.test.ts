import { expect, test } from 'vitest';
import { createOutput, visible } from './output.ts';

test('REQ-C2: a message cannot move the cursor, clear the screen or turn the text around', () => {
  expect(visible('\u001b[2Jhello\u202egnp.exe')).toBe('\\u{1b}[2Jhello\\u{202e}gnp.exe');
  expect(visible('two\nlines')).toBe('two\nlines');
});

test('a script gets one object a line, a person the text', () => {
  const lines: string[] = [];
  createOutput(true, (line) => lines.push(line)).print('hi', { text: 'a\nb' });
  createOutput(false, (line) => lines.push(line)).print('hi', { text: 'a\nb' });
  expect(lines).toEqual(['{"text":"a\\nb"}', 'hi']);
});
