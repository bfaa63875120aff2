/** Controls, invisible format characters (text direction included) and line separators. */
const unshowable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;
/** More is no name: it would push away what stands beside it. */
const nameMax = 64;

/** A name or title that came from elsewhere, fit to stand next to others: one line, no tricks, bounded. */
export function safeName(name: string, charactersMax = nameMax): string {
  const shown = name
    .slice(0, charactersMax * 4)
    .replace(unshowable, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(shown);
  return characters.length > charactersMax ? `${characters.slice(0, charactersMax).join('')}…` : shown;
}
