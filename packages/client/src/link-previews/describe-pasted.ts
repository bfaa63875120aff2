import { richLimits } from '@sotto/protocol/content';
import type { LinkPreview } from '../api/rich-message.ts';
import { anchorText } from './anchor-text.ts';
import { describePage } from './describe-page.ts';

/** What a program put on the clipboard. Anybody can have written it: only texts are taken from it. */
export type Pasted = { readonly html: string; readonly text: string };

/** Whole pages are larger; a name for a link stands in much less. */
const markupMax = 256 * 1024;

/**
 * What the clipboard says of a link that was pasted (REQ-C6): how it is called there, or the description of
 * the page when the link is all there is. Nothing is fetched; the address of a picture is not looked at.
 *
 * @returns `null` when it says no more than the address.
 */
export function describePasted({ html, text }: Pasted, url: string): LinkPreview | null {
  const markup = html.slice(0, markupMax);
  const title = anchorText(markup, url, richLimits.previewTitleCharacters);
  if (isName(title, url)) return { url, title, description: '', siteName: '', image: null };
  if (text.trim() !== url) return null;
  const page = describePage(markup, url);
  return isName(page.title, url) ? { ...page, url, image: null } : null;
}

/** Something else than the address itself. */
function isName(title: string, url: string): boolean {
  if (title === '' || /^(?:https?:\/\/|www\.)/i.test(title)) return false;
  return !url.toLowerCase().includes(title.toLowerCase());
}
