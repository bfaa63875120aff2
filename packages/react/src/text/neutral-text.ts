/**
 * Embeddings, overrides and isolates change the direction of text outside themselves (U+202A to
 * U+202E, U+2066 to U+2069). The marks U+200E, U+200F and U+061C do not, and right-to-left writing needs
 * them. Other controls have no business in a message; tab and newline do.
 */
const directionControls = /[\u202A-\u202E\u2066-\u2069]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not be shown
const otherControls = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** Message text that cannot reorder what stands around it. */
export function neutralText(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(directionControls, '').replace(otherControls, '');
}
