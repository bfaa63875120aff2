/** Shorter ones are guessed by anybody who holds both the database and the server's secrets. */
export const passphraseCharactersMin = 10;

const passphraseCharactersMax = 256;
const distinctCharactersMin = 5;

/** What is tried first, as it stands or repeated and decorated. */
const wellKnown = [
  'password',
  'passphrase',
  'letmein',
  'qwerty',
  'asdfgh',
  'welcome',
  'changeme',
  'iloveyou',
  'administrator',
  'sotto',
];
const runs = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm'];

/**
 * Whether a passphrase is strong enough to stand behind an identity key: long enough, not one character
 * or pattern over and over, not the first thing somebody tries, not the name itself.
 */
export function isStrongPassphrase(passphrase: string, username: string): boolean {
  const text = passphrase.normalize('NFC');
  const characters = [...text];
  if (characters.length < passphraseCharactersMin || characters.length > passphraseCharactersMax)
    return false;
  const plain = text.toLowerCase();
  if (new Set(plain).size < distinctCharactersMin) return false;
  if (isRepetition(plain)) return false;
  let rest = plain;
  for (const word of [username.toLowerCase(), ...wellKnown]) {
    if (word.length > 1) rest = rest.replaceAll(word, '');
  }
  for (const run of runs) rest = withoutRuns(rest, run);
  return rest.replaceAll(/[^\p{L}\p{N}]/gu, '').length > 4;
}

/** The bytes OPAQUE is given: equal however a keyboard composes its accents. */
export function normalPassphrase(passphrase: string): string {
  return passphrase.normalize('NFC');
}

function isRepetition(text: string): boolean {
  for (let size = 1; size <= text.length / 2; size++) {
    const pattern = text.slice(0, size);
    if (text === pattern.repeat(Math.ceil(text.length / size)).slice(0, text.length)) return true;
  }
  return false;
}

/** Without pieces of four and more that stand beside each other in a row or on a keyboard. */
function withoutRuns(text: string, run: string): string {
  const backwards = [...run].reverse().join('');
  let rest = text;
  for (const line of [run, backwards]) {
    for (let size = Math.min(line.length, 20); size >= 4; size--) {
      for (let at = 0; at + size <= line.length; at++) rest = rest.replaceAll(line.slice(at, at + size), '');
    }
  }
  return rest;
}
