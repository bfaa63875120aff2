/** Shorter ones are refused. */
export const passphraseCharactersMin = 10;

const everywhere =
  /passw|passphrase|letmein|qwert|asdf|welcome|changeme|iloveyou|admin|sotto|1234|abcd|0000|1111/gi;

/**
 * A rough measure for a meter, 0 (too short) to 4 (strong): variety times length, without what everybody
 * tries first. The client itself decides what is refused.
 */
export function passphraseStrength(passphrase: string, username: string): 0 | 1 | 2 | 3 | 4 {
  if (Array.from(passphrase).length < passphraseCharactersMin) return 0;
  let rest = passphrase.toLowerCase().replace(everywhere, '');
  if (username.length > 1) rest = rest.replaceAll(username.toLowerCase(), '');
  const distinct = new Set(rest).size;
  const words = rest.split(/[\s._-]+/).filter((word) => word.length > 2).length;
  const score = Math.min(rest.length, distinct * 2) + words * 2;
  if (rest.length < 5 || distinct < 5) return 1;
  return score < 18 ? 2 : score < 26 ? 3 : 4;
}
