import { expect, test } from 'vitest';
import { fitted, panBy, zoomAt } from './zoom.ts';

test('what is pointed at stays where it is', () => {
  const point = { x: 100, y: -50 };
  const { scale, x, y } = zoomAt(fitted, 2, point);
  // The place in the picture that was under the pointer before.
  expect({ x: x + point.x * scale, y: y + point.y * scale }).toEqual(point);
});

test('never smaller than fitting, never without end', () => {
  expect(zoomAt({ scale: 1.2, x: 40, y: 0 }, 0.5)).toEqual(fitted);
  expect(zoomAt({ scale: 7, x: 0, y: 0 }, 3).scale).toBe(8);
});

test('moved, but never out of sight', () => {
  const frame = { width: 800, height: 600 };
  expect(panBy({ scale: 2, x: 0, y: 0 }, { x: 5000, y: -10 }, frame)).toEqual({ scale: 2, x: 400, y: -10 });
  expect(panBy(fitted, { x: 50, y: 50 }, frame)).toEqual(fitted);
});
