import { expect, test } from 'vitest';
import { fileProblem } from './file-problem.ts';
import { shownKind } from './shown-kind.ts';

const limits = { fileBytesMax: 1000, bytesLeft: 1500, accepting: true, blockedExtensions: ['exe', 'js'] };
const file = (name: string, size = 10) => ({ name, size });

test.each([
  ['an ordinary file', file('notes.txt'), 0, 0, null],
  ['a large one', file('film.mp4', 1001), 0, 0, 'too-large'],
  ['a blocked type', file('setup.exe'), 0, 0, 'blocked'],
  ['a blocked type in capitals', file('SETUP.EXE'), 0, 0, 'blocked'],
  ['a blocked type behind dots and spaces', file('setup.exe. .'), 0, 0, 'blocked'],
  ['a blocked type behind a direction override', file('setup.e\u202exe'), 0, 0, 'blocked'],
  ['more than is left', file('b.bin', 900), 1, 700, 'no-room'],
  ['the thirty-third', file('z.txt'), 32, 0, 'too-many'],
] as const)('%s', (_what, one, index, before, problem) => {
  expect(fileProblem(one, index, before, limits)).toBe(problem);
});

test('what is not known yet stops nobody', () => {
  expect(fileProblem(file('setup.exe', 5000), 0, 0, null)).toBeNull();
});

test.each([
  ['image/jpeg', 'image'],
  ['image/svg+xml', 'file'],
  ['text/html', 'file'],
  ['application/pdf', 'file'],
  ['video/webm;codecs=vp9', 'video'],
  ['audio/ogg', 'audio'],
  ['', 'file'],
])('%s is shown as %s', (type, show) => {
  expect(shownKind({ type })).toBe(show);
});
