import { richLimits } from '@sotto/protocol/content';
import { plainText } from './plain-text.ts';

/** What a page says about itself. Texts are plain: nothing of the page's markup leaves this file. */
export type PageDescription = {
  readonly title: string;
  readonly description: string;
  readonly siteName: string;
  /** Absolute. */
  readonly image: string | null;
};

/** Tags looked at: a page with more of them before its body is not described, it is an attack. */
const tagsMax = 2000;

/**
 * Reads the title and the Open Graph descriptions at the beginning of an HTML page. Not a parser of HTML:
 * it looks for `title` and `meta` tags, in time linear in the page, and stops at the body.
 */
export function describePage(html: string, url: string): PageDescription {
  const meta = new Map<string, string>();
  const lower = html.toLowerCase();
  let title = '';
  let seen = 0;
  for (let at = html.indexOf('<'); at >= 0 && seen < tagsMax; seen++) {
    const end = html.indexOf('>', at);
    if (end < 0) break;
    const tag = html.slice(at, Math.min(end, at + 4000));
    const name = /^<([a-z]+)/i.exec(tag)?.[1]?.toLowerCase();
    if (name === 'body') break;
    if (name === 'meta') noteMeta(meta, tag);
    let from = end;
    if (name === 'title' || name === 'script' || name === 'style') {
      const close = lower.indexOf(`</${name}`, end);
      if (close < 0) break;
      if (name === 'title' && title === '') title = html.slice(end + 1, close);
      from = close;
    }
    at = html.indexOf('<', from + 1);
  }
  const { previewTitleCharacters, previewDescriptionCharacters } = richLimits;
  return {
    title: plainText(meta.get('og:title') ?? title, previewTitleCharacters),
    description: plainText(
      meta.get('og:description') ?? meta.get('description') ?? '',
      previewDescriptionCharacters,
    ),
    siteName: plainText(meta.get('og:site_name') ?? '', previewTitleCharacters),
    image: absolute(meta.get('og:image') ?? '', url),
  };
}

function noteMeta(meta: Map<string, string>, tag: string): void {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of tag.matchAll(
    /\s([a-z:-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/gi,
  )) {
    attributes.set(name.toLowerCase(), double ?? single ?? bare ?? '');
  }
  const key = attributes.get('property') ?? attributes.get('name');
  const content = attributes.get('content');
  if (key !== undefined && content !== undefined && !meta.has(key.toLowerCase())) {
    meta.set(key.toLowerCase(), content);
  }
}

/** Only from the web, like the page itself. */
function absolute(image: string, page: string): string | null {
  const target = plainText(image, richLimits.linkCharacters);
  const origin = /^(https?:)\/\/[^/?#]+/.exec(page);
  if (target === '' || origin === null) return null;
  const whole = target.startsWith('//')
    ? `${origin[1]}${target}`
    : target.startsWith('/')
      ? `${origin[0]}${target}`
      : target;
  return /^https?:\/\/[!-~]+$/.test(whole) ? whole : null;
}
