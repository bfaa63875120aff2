import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { coordinates } from './coordinates.ts';
import { calendarLeaf, eventTime } from './event-time.ts';
import { fileNameOf } from './file-name.ts';
import { landDots } from './land-dots.ts';
import { mapWindow, windowColumns, windowRows } from './map-window.ts';

test('coordinates say which half of the world they are in', () => {
  expect(coordinates({ latitude: -33.8688, longitude: 151.2093 })).toBe('33.86880° S, 151.20930° E');
  expect(coordinates({ latitude: 0, longitude: -0.5 })).toBe('0.00000° N, 0.50000° W');
});

describe('the map', () => {
  test('shows the pin wherever on earth it is, within the world as far as it is drawn', () => {
    const latitude = fc.double({ min: -90, max: 90, noNaN: true });
    const longitude = fc.double({ min: -180, max: 180, noNaN: true });
    fc.assert(
      fc.property(latitude, longitude, (lat, lon) => {
        const { left, top, pin } = mapWindow({ latitude: lat, longitude: lon });
        expect(pin.x).toBeGreaterThanOrEqual(left);
        expect(pin.x).toBeLessThanOrEqual(left + windowColumns);
        expect(pin.y).toBeGreaterThanOrEqual(top);
        expect(pin.y).toBeLessThanOrEqual(top + windowRows);
      }),
    );
  });

  test('has land where there is land and sea where there is sea', () => {
    const dots = new Set(landDots().match(/M[^h]+/g));
    const at = (latitude: number, longitude: number) =>
      dots.has(`M${Math.floor((longitude + 180) / 3) + 0.5} ${Math.floor((84 - latitude) / 3) + 0.5}`);
    expect([at(48, 10), at(-25, 134), at(40, -100), at(0, 22)]).toEqual([true, true, true, true]);
    expect([at(0, -30), at(30, -150), at(-30, 80), at(45, -40)]).toEqual([false, false, false, false]);
  });
});

describe('when something is', () => {
  test('a whole day is that day everywhere, and ends where it began', () => {
    const startsAt = Date.UTC(2026, 5, 20);
    const day = { startsAt, endsAt: startsAt + 86_400_000, allDay: true };
    expect(eventTime(day)).not.toContain('–');
    expect(calendarLeaf(day).day).toBe('20');
    expect(eventTime({ ...day, endsAt: startsAt + 3 * 86_400_000 })).toMatch(/20.*22/);
  });

  test('times beyond a calendar are refused by nobody but a date', () => {
    expect(eventTime({ startsAt: 0, endsAt: -5, allDay: false })).toContain('1970');
  });
});

describe('the name of a saved card', () => {
  test.each([
    ['Ida Lindqvist', 'Ida Lindqvist.vcf'],
    ['../../etc/passwd', 'etc passwd.vcf'],
    ['.bashrc', 'bashrc.vcf'],
    ['a\u202Efcv.exe', 'afcv.exe.vcf'],
    ['', 'Contact.vcf'],
    ['???', 'Contact.vcf'],
  ])('%j becomes %j', (title, name) => {
    expect(fileNameOf(title, 'Contact', 'vcf')).toBe(name);
  });
});
