import { neutralText } from './neutral-text.ts';

const scannedMax = 400;
const shownMax = 140;

/** One line of a message for a list: without its formatting signs. */
export function plainPreview(text: string): string {
  const line = neutralText(text.slice(0, scannedMax))
    .replace(/```[\w-]*\n?/g, ' ')
    .replace(/\[([^\]\n]{1,200})\]\([^)\s]{1,300}\)/g, '$1')
    .replace(/(\*\*|__|~~|`)/g, '')
    .replace(/^\s*(?:>|[-*]|\d{1,9}[.)])\s+/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > shownMax ? `${line.slice(0, shownMax)}…` : line;
}
