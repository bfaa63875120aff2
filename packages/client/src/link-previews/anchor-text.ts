import { plainText } from './plain-text.ts';

const addressMax = 2048;
/** Of the inside of a link: more of it than this is no name. */
const insideMax = 4000;

/**
 * What the first link to `url` in some markup is called. Not a parser of HTML: it looks at `a` tags, in time
 * linear in the markup, and takes nothing of them but text.
 *
 * @returns empty when there is none, or what stands in it is no text.
 */
export function anchorText(html: string, url: string, charactersMax: number): string {
  const lower = html.toLowerCase();
  let at = lower.indexOf('<a');
  while (at >= 0) {
    const end = html.indexOf('>', at);
    if (end < 0) return '';
    const tag = html.slice(at, Math.min(end, at + insideMax));
    if (/^<a\s/i.test(tag) && leadsTo(tag, url)) {
      const close = lower.indexOf('</a', end);
      if (close < 0) return '';
      const text = plainText(
        withoutTags(html.slice(end + 1, Math.min(close, end + insideMax))),
        charactersMax,
      );
      if (text !== '') return text;
    }
    at = lower.indexOf('<a', end);
  }
  return '';
}

function leadsTo(tag: string, url: string): boolean {
  const [, double, single, bare] = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i.exec(tag) ?? [];
  const address = plainText(double ?? single ?? bare ?? '', addressMax);
  return withoutSlash(address) === withoutSlash(url);
}

/** Browsers write `https://example.org` as `https://example.org/`. */
function withoutSlash(address: string): string {
  return address.endsWith('/') ? address.slice(0, -1) : address;
}

function withoutTags(markup: string): string {
  if (/<(?:script|style|template|svg|math)/i.test(markup)) return '';
  const [first = '', ...others] = markup.split('<');
  return [first, ...others.map((piece) => piece.slice(piece.indexOf('>') + 1 || piece.length))].join(' ');
}
