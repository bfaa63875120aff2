const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Int16Array(128).fill(-1);
for (let i = 0; i < 64; i++) values[alphabet.charCodeAt(i)] = i;

/** Standard base64 with padding (RFC 4648 section 4). */
export function encodeBase64(bytes: Uint8Array): string {
  let text = '';
  let i = 0;
  for (; i + 2 < bytes.length; i += 3) {
    const triple = ((bytes[i] as number) << 16) | ((bytes[i + 1] as number) << 8) | (bytes[i + 2] as number);
    text += digit(triple >> 18) + digit(triple >> 12) + digit(triple >> 6) + digit(triple);
  }
  const left = bytes.length - i;
  if (left === 1) {
    const byte = bytes[i] as number;
    text += `${digit(byte >> 2)}${digit(byte << 4)}==`;
  } else if (left === 2) {
    const pair = ((bytes[i] as number) << 8) | (bytes[i + 1] as number);
    text += `${digit(pair >> 10)}${digit(pair >> 4)}${digit(pair << 2)}=`;
  }
  return text;
}

/**
 * The bytes of canonical, padded base64, or `undefined` for anything else (a wrong length, a foreign
 * character, bits set behind the last byte): one byte string has one text.
 */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  const digits = text.length - padding;
  let at = 0;
  let bits = 0;
  let held = 0;
  for (let i = 0; i < digits; i++) {
    const code = text.charCodeAt(i);
    const value = code < 128 ? (values[code] as number) : -1;
    if (value < 0) return undefined;
    held = ((held << 6) | value) & 0xff_ff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at++] = (held >> bits) & 0xff;
    }
  }
  const leftover = held & ((1 << bits) - 1);
  return leftover === 0 ? bytes : undefined;
}

function digit(value: number): string {
  return alphabet[value & 63] as string;
}
