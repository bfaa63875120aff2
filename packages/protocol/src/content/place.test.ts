import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodePlace, encodePlace, geoUri } from './place.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const place = { latitude: 47.3769, longitude: 8.5417, uncertaintyMeters: 20, label: 'The old mill' };

test('a place is a geo URI with its name before it', () => {
  expect(new TextDecoder().decode(encodePlace(place))).toBe('# The old mill\r\ngeo:47.3769,8.5417;u=20\r\n');
  expect(geoUri(place)).toBe('geo:47.3769,8.5417;u=20');
});

test('places come back to a centimetre', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -90, max: 90, noNaN: true }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.option(fc.nat({ max: 9_999_999 })),
      fc.string({ maxLength: 300 }),
      (latitude, longitude, uncertaintyMeters, label) => {
        const back = decodePlace(encodePlace({ latitude, longitude, uncertaintyMeters, label }));
        expect(back?.latitude).toBeCloseTo(latitude, 6);
        expect(back?.longitude).toBeCloseTo(longitude, 6);
        expect(back?.uncertaintyMeters).toBe(uncertaintyMeters);
      },
    ),
  );
});

test.each([
  'geo:91,0\r\n',
  'geo:0,181\r\n',
  'geo:1,2',
  'geo:1,2\r\ngeo:3,4\r\n',
  'https://example.org/\r\n',
  'geo:1e1,2\r\n',
  'geo:1,2;crs=moon\r\n',
  `# ${'x'.repeat(201)}\r\ngeo:1,2\r\n`,
  `# x\r\n# y\r\ngeo:1,2\r\n`,
])('%j is no place', (text) => {
  expect(decodePlace(bytes(text))).toBeUndefined();
});

test.each([NaN, Number.POSITIVE_INFINITY, 90.1])('%d degrees are written nowhere', (latitude) => {
  expect(() => encodePlace({ ...place, latitude })).toThrow(RangeError);
});
