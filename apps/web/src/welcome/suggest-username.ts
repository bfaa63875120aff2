const lengthMax = 32;

/** A username from a name: `Åsa Lindström` becomes `asa.lindstrom`. Empty when nothing is left. */
export function suggestUsername(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .replace(/[æÆ]/g, 'ae')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '.')
    .slice(0, lengthMax)
    .replace(/^\.+|\.+$/g, '');
}

/** The rule of the server, told while one types. */
export function isUsername(username: string): boolean {
  return /^(?=.{2,32}$)[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/.test(username);
}
