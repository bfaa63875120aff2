import { neutralText } from '../text/neutral-text.ts';

/** A field somebody else filled in, on one line that reorders nothing and ends. */
export function oneLine(text: string, charactersMax: number): string {
  const line = neutralText(text.slice(0, charactersMax * 2))
    .replace(/[\s\u2028\u2029]+/g, ' ')
    .trim();
  return line.length > charactersMax ? `${line.slice(0, charactersMax)}…` : line;
}
