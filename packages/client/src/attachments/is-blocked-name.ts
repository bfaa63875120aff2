import { extensionOf } from './file-formats.ts';

/**
 * Whether an organisation does not want a file of this name: by its extension, also where spaces and dots
 * behind it hide it, as the systems that would run it ignore them.
 */
export function isBlockedName(name: string, blockedExtensions: readonly string[]): boolean {
  const plain = name.replace(/[\p{Cc}\p{Cf}]/gu, '').replace(/[. ]+$/u, '');
  const extension = extensionOf(plain);
  return extension !== '' && blockedExtensions.includes(extension);
}
