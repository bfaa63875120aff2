import { extensionOf, formatOf } from './file-formats.ts';

const charactersMax = 120;
const fallbackName = 'file';

/** Names Windows keeps for itself, with whatever extension. */
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])$/i;

/**
 * A file name that can be shown and saved as it is (REQ-C2, REQ-C5): one path component, without control
 * characters and direction overrides, no longer than people read, and for what is shown with an extension that
 * goes with its type.
 */
export function safeFileName(name: string, mediaType: string): string {
  const plain = name
    .normalize('NFC')
    // The last component of whatever path it was.
    .replace(/^.*[/\\]/s, '')
    // Controls, formats (overrides, joiners, byte order marks), separators of lines, halves of characters.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    // A leading dot hides it, a trailing dot or space is dropped by some systems.
    .replace(/^[. ]+|[. ]+$/g, '');
  return shortened(withExtension(plain === '' ? fallbackName : plain, mediaType));
}

function withExtension(name: string, mediaType: string): string {
  const extensions = formatOf(mediaType)?.extensions;
  if (extensions === undefined || extensions.includes(extensionOf(name))) return name;
  return `${name}.${extensions[0]}`;
}

/** Cut in the middle: people tell files apart by both ends. */
function shortened(name: string): string {
  const extension = extensionOf(name);
  const end = extension === '' ? '' : `.${extension}`;
  const stem = name.slice(0, name.length - end.length);
  const safe = reserved.test(stem) ? `${stem}_` : stem;
  const characters = [...safe];
  const room = charactersMax - end.length;
  if (characters.length <= room) return safe + end;
  const tail = 20;
  return `${characters.slice(0, room - tail - 1).join('')}…${characters.slice(-tail).join('')}${end}`;
}
