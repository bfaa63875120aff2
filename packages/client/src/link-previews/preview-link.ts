import { type PreviewImageType, previewImageTypes, richLimits } from '@sotto/protocol/content';
import type { LinkPreview, PreviewImage } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import type { PageReader } from '../platform/page-reader.ts';
import { describePage } from './describe-page.ts';

/** Titles stand at the beginning of pages. */
const pageBytesMax = 256 * 1024;
const timeoutMs = 8000;

/**
 * Looks at a page for a preview that this person wants to send along (REQ-C6). Nobody else's device ever
 * fetches it, and this one only when it was asked to.
 *
 * @returns `null` when there is nothing to show, or this platform cannot look.
 * @throws ClientError `invalid-input` for anything but a web address.
 */
export async function previewLink(
  { platform }: Pick<DeviceContext, 'platform'>,
  url: string,
): Promise<LinkPreview | null> {
  if (!/^https?:\/\/[!-~]+$/.test(url) || url.length > richLimits.linkCharacters) {
    throw new ClientError('invalid-input');
  }
  const { readPage } = platform;
  if (readPage === undefined) return null;
  const page = await readPage(url, { maxBytes: pageBytesMax, timeoutMs, accept: 'text/html' });
  if (page === null || !['text/html', 'application/xhtml+xml'].includes(page.contentType)) return null;
  const text = new TextDecoder('utf-8').decode(page.bytes);
  const { title, description, siteName, image } = describePage(text, page.url);
  if (title === '') return null;
  return {
    url,
    title,
    description,
    siteName,
    image: image === null ? null : await readImage(readPage, image),
  };
}

/** A picture that is small as it is: nothing here can make it smaller. */
async function readImage(readPage: PageReader, url: string): Promise<PreviewImage | null> {
  const maxBytes = richLimits.previewImageBytes;
  const accept = previewImageTypes.join(', ');
  const image = await readPage(url, { maxBytes, timeoutMs, accept });
  const mediaType = previewImageTypes.find((type): type is PreviewImageType => type === image?.contentType);
  if (image === null || image.cut || image.bytes.length === 0 || mediaType === undefined) return null;
  return { mediaType, bytes: image.bytes };
}
