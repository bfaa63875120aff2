/** How a picture is to be turned (TIFF 6.0 tag 274): all of its Exif that is kept. */
const orientationTag = 0x0112;
const tagsMax = 512;

/** The orientation in a TIFF block, 1 to 8; 1 for anything that does not say. */
export function readOrientation(tiff: Uint8Array): number {
  const little = tiff[0] === 0x49 && tiff[1] === 0x49;
  if (!little && !(tiff[0] === 0x4d && tiff[1] === 0x4d)) return 1;
  const number = (at: number, bytes: number) => {
    let value = 0;
    for (let i = 0; i < bytes; i++) value = value * 256 + (tiff[at + (little ? bytes - 1 - i : i)] ?? 0);
    return value;
  };
  const directory = number(4, 4);
  const count = Math.min(number(directory, 2), tagsMax);
  for (let i = 0; i < count; i++) {
    const entry = directory + 2 + i * 12;
    if (entry + 12 > tiff.length) return 1;
    if (number(entry, 2) !== orientationTag) continue;
    const value = number(entry + 8, 2);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

/** A TIFF block that says how a picture is turned and nothing else. */
export function orientationOnly(orientation: number): Uint8Array {
  return Uint8Array.of(
    // Big-endian, the one directory at 8, with one entry of one short.
    ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    ...[0, 0, 0, 0],
  );
}
