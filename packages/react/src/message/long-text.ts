const linesMax = 40;
const charactersMax = 3000;

/** The beginning of a long message, or null when it is short enough to be shown whole. */
export function beginning(text: string): string | null {
  const lines = text.split('\n', linesMax + 1);
  if (text.length <= charactersMax && lines.length <= linesMax) return null;
  return `${lines.slice(0, linesMax).join('\n').slice(0, charactersMax).trimEnd()}…`;
}
