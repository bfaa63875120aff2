import { richLimits } from './rich-limits.ts';
import { strictText } from './strict-text.ts';

/**
 * A fixed place: a list of one geo URI (RFC 5870) as `text/uri-list` (RFC 2483), with what it is called in
 * a comment before it. Degrees in WGS 84, at most seven decimals (a centimetre).
 *
 *     # The old mill CRLF
 *     geo:47.3769,8.5417;u=20 CRLF
 */
export type PlaceBody = {
  readonly latitude: number;
  readonly longitude: number;
  readonly uncertaintyMeters: number | null;
  readonly label: string;
};

const form =
  /^(?:# ([^\r\n]+)\r\n)?geo:(-?\d{1,2}(?:\.\d{1,7})?),(-?\d{1,3}(?:\.\d{1,7})?)(?:;u=(\d{1,7}))?\r\n$/;
const decimals = 7;

/** @throws RangeError for degrees that are none. */
export function encodePlace(place: PlaceBody): Uint8Array {
  const { latitude, longitude, uncertaintyMeters, label } = place;
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) throw new RangeError('no place on earth');
  const line = label.replaceAll(/\s+/g, ' ').trim().slice(0, richLimits.placeLabelCharacters);
  const comment = line === '' ? '' : `# ${line}\r\n`;
  const uncertainty = uncertaintyMeters === null ? '' : `;u=${Math.ceil(uncertaintyMeters)}`;
  return new TextEncoder().encode(
    `${comment}geo:${degrees(latitude)},${degrees(longitude)}${uncertainty}\r\n`,
  );
}

export function decodePlace(bytes: Uint8Array): PlaceBody | undefined {
  if (bytes.length > 1024) return undefined;
  const match = form.exec(strictText(bytes) ?? '');
  if (match === null) return undefined;
  const [, label = '', latitudeText, longitudeText, uncertainty] = match;
  const latitude = Number(latitudeText);
  const longitude = Number(longitudeText);
  if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) return undefined;
  if (label.length > richLimits.placeLabelCharacters) return undefined;
  return {
    latitude,
    longitude,
    uncertaintyMeters: uncertainty === undefined ? null : Number(uncertainty),
    label,
  };
}

/** The geo URI alone, for other programs. */
export function geoUri({ latitude, longitude, uncertaintyMeters }: PlaceBody): string {
  const uncertainty = uncertaintyMeters === null ? '' : `;u=${Math.ceil(uncertaintyMeters)}`;
  return `geo:${degrees(latitude)},${degrees(longitude)}${uncertainty}`;
}

function degrees(value: number): string {
  const fixed = value.toFixed(decimals).replace(/\.?0+$/, '');
  return fixed === '-0' ? '0' : fixed;
}
