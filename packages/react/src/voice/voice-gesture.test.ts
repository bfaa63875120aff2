import { expect, test } from 'vitest';
import { wishOnRelease, wishWhileHeld } from './voice-gesture.ts';

test('up locks, away cancels when it lets go, little movement changes nothing', () => {
  expect(wishWhileHeld({ x: 5, y: -20 }, false)).toBe('hold');
  expect(wishWhileHeld({ x: 0, y: -80 }, false)).toBe('lock');
  expect(wishWhileHeld({ x: -120, y: 0 }, false)).toBe('cancelling');
  expect(wishWhileHeld({ x: 120, y: 0 }, false)).toBe('hold');
  expect(wishWhileHeld({ x: 120, y: 0 }, true)).toBe('cancelling');
});

test('letting go sends what was held, a press goes on by itself', () => {
  expect(wishOnRelease('hold', 2000)).toBe('send');
  expect(wishOnRelease('hold', 100)).toBe('lock');
  expect(wishOnRelease('cancelling', 2000)).toBe('discard');
  expect(wishOnRelease('lock', 2000)).toBe('lock');
});
