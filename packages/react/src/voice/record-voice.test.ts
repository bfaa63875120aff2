import { expect, test } from 'vitest';
import { loudnessOfSamples, refusalOf } from './record-voice.ts';

test('loudness goes from silence to the full range', () => {
  expect(loudnessOfSamples(new Float32Array(100))).toBe(0);
  expect(loudnessOfSamples(new Float32Array())).toBe(0);
  expect(loudnessOfSamples(new Float32Array(100).fill(1))).toBe(255);
  const quiet = loudnessOfSamples(new Float32Array(100).fill(0.01));
  const loud = loudnessOfSamples(new Float32Array(100).fill(0.2));
  expect(quiet).toBeGreaterThan(0);
  expect(loud).toBeGreaterThan(quiet);
});

test.each([
  ['NotAllowedError', 'refused'],
  ['NotFoundError', 'missing'],
  ['AbortError', 'failed'],
])('%s is %s', (name, refusal) => {
  expect(refusalOf(new DOMException('', name))).toBe(refusal);
});
