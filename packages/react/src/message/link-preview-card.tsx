import type { LinkPreview } from '@sotto/client';
import { pictureUrl } from '../avatar/picture-url.ts';
import { safeHref } from '../markdown/safe-href.ts';
import { neutralText } from '../text/neutral-text.ts';
import { safeName } from '../text/safe-name.ts';

/** Two lines; the style sheet cuts what does not fit. */
const titleMax = 160;

/** What a page says about itself, as its sender saw it. Nothing is fetched here. */
export function LinkPreviewCard({ preview }: { readonly preview: LinkPreview }) {
  const href = safeHref(preview.url);
  if (href === null) return null;
  const site = new URL(href).hostname;
  const picture = preview.image === null ? undefined : pictureUrl(preview.image);
  return (
    <a className="sotto-link-preview" href={href} target="_blank" rel="noopener noreferrer" title={href}>
      {picture !== undefined && <img src={picture} alt="" loading="lazy" />}
      <span className="sotto-link-preview-text" dir="auto">
        <span className="sotto-link-preview-site">
          <bdi>{site}</bdi>
        </span>
        <b>{safeName(preview.title, titleMax) || site}</b>
        {preview.description !== '' && <span>{neutralText(preview.description).slice(0, 300)}</span>}
      </span>
    </a>
  );
}
