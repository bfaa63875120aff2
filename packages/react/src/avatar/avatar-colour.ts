/** How many colours the style sheet has. */
export const avatarColours = 10;

/** Always the same colour for the same account, on every device (FNV-1a). */
export function avatarColour(accountId: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < accountId.length; index++) {
    hash = Math.imul(hash ^ accountId.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash % avatarColours;
}
