export type Coordinates = { readonly latitude: number; readonly longitude: number };

const number = /[+-]?\d{1,3}(?:\.\d{1,12})?/.source;
const pair = new RegExp(
  `^(?:geo:)?\\(?\\s*(${number})\\s*°?\\s*([NS])?\\s*[,;\\s]\\s*(${number})\\s*°?\\s*([EW])?\\s*\\)?(?:;u=\\d+)?$`,
  'i',
);
/** More is less than a centimetre. */
const decimals = 7;

/** A place as people copy it: `47.3769, 8.5417`, `47.3769° N, 8.5417° E`, `geo:47.3769,8.5417`. */
export function readCoordinates(text: string): Coordinates | null {
  const match = pair.exec(text.trim());
  if (match === null) return null;
  const latitude = signed(match[1], match[2]);
  const longitude = signed(match[3], match[4]);
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  return { latitude, longitude };
}

function signed(digits = '', half = ''): number {
  const value = Number(Number(digits).toFixed(decimals));
  return /[SW]/i.test(half) ? -Math.abs(value) : value;
}
