import { richLimits } from '@sotto/client';
import { bareAddress } from '../markdown/parse-link.ts';
import { safeHref } from '../markdown/safe-href.ts';

const begins = /(?<![A-Za-z0-9])https?:\/\//g;
/** Links further on are not looked for: a text that long is no remark about a page. */
const scannedMax = 20_000;

/** The first link to the web, as it is written in the text: a preview names it so. `null`: there is none. */
export function firstLink(text: string): string | null {
  const scanned = text.slice(0, scannedMax);
  for (const { index } of scanned.matchAll(begins)) {
    const address = scanned.startsWith('](', index - 2)
      ? scanned.slice(index, index + richLimits.linkCharacters).split(')')[0]
      : bareAddress(scanned, index)?.label;
    if (address !== undefined && mayBePreviewed(address)) return address;
  }
  return null;
}

/** What receivers accept and show. */
function mayBePreviewed(address: string): boolean {
  const { linkCharacters } = richLimits;
  return (
    /^https?:\/\/[!-~]+$/.test(address) && address.length <= linkCharacters && safeHref(address) !== null
  );
}
