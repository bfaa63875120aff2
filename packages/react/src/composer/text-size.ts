/** Most bytes of text one message holds: the largest padding class less what stands around the text. */
export const textBytesMax = 64 * 1024 - 1024;
/** From here on the composer says how much is left. */
export const noticeFromBytes = textBytesMax - 4096;

const encoder = new TextEncoder();

/** UTF-8 length, counted only when it could matter. */
export function textBytes(text: string): number {
  return text.length * 3 < noticeFromBytes ? text.length : encoder.encode(text).length;
}
