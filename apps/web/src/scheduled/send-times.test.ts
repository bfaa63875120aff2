import { expect, test } from 'vitest';
import { fromField, sendTimes, toField } from './send-times.ts';

const at = (text: string) => new Date(text).getTime();

test('offered times are all still to come, each once', () => {
  const wednesday = at('2026-03-04T15:00');
  expect(sendTimes(wednesday)).toEqual([
    { id: 'hour', at: at('2026-03-04T16:00') },
    { id: 'evening', at: at('2026-03-04T20:00') },
    { id: 'morning', at: at('2026-03-05T09:00') },
    { id: 'monday', at: at('2026-03-09T09:00') },
  ]);
  expect(sendTimes(at('2026-03-04T22:00')).map(({ id }) => id)).toEqual(['hour', 'morning', 'monday']);
  expect(sendTimes(at('2026-03-08T12:00')).map(({ id }) => id)).toEqual(['hour', 'evening', 'morning']);
});

test('a field holds a time of this device; the past and nonsense are none', () => {
  const now = at('2026-03-04T15:00');
  expect(fromField(toField(at('2026-03-05T09:30')), now)).toBe(at('2026-03-05T09:30'));
  expect(fromField('2026-03-04T14:59', now)).toBeNull();
  expect(fromField('2030-01-01T00:00', now)).toBeNull();
  expect(fromField('', now)).toBeNull();
});
