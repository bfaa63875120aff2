import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { richLimits } from './rich-limits.ts';

/**
 * What the sender saw behind a link. Receivers show these bytes and fetch nothing (REQ-C6). Deterministic
 * CBOR, texts are plain:
 *
 *     [ url, title, description, site name, picture type / null, picture / null ]
 */
export type LinkPreviewBody = {
  readonly url: string;
  readonly title: string;
  readonly description: string;
  readonly siteName: string;
  readonly image: { readonly mediaType: PreviewImageType; readonly bytes: Uint8Array } | null;
};

export const previewImageTypes = ['image/jpeg', 'image/png', 'image/webp'] as const;
export type PreviewImageType = (typeof previewImageTypes)[number];

const { linkCharacters, previewTitleCharacters, previewDescriptionCharacters, previewImageBytes } =
  richLimits;

const PreviewArray = z
  .tuple([
    z.string().max(linkCharacters).regex(webLink()),
    z.string().max(previewTitleCharacters),
    z.string().max(previewDescriptionCharacters),
    z.string().max(previewTitleCharacters),
    z.enum(previewImageTypes).nullable(),
    z
      .instanceof(Uint8Array)
      .refine((bytes) => bytes.length > 0 && bytes.length <= previewImageBytes)
      .nullable(),
  ])
  .refine(([, , , , type, picture]) => (type === null) === (picture === null));

export function encodeLinkPreview(preview: LinkPreviewBody): Uint8Array {
  const { url, title, description, siteName, image } = preview;
  return encodeValue([url, title, description, siteName, image?.mediaType ?? null, image?.bytes ?? null]);
}

export function decodeLinkPreview(bytes: Uint8Array): LinkPreviewBody | undefined {
  const value = decodeValue(PreviewArray, bytes);
  if (value === undefined) return undefined;
  const [url, title, description, siteName, type, picture] = value;
  const image = type === null || picture === null ? null : { mediaType: type, bytes: picture };
  return { url, title, description, siteName, image };
}

/** A link that may be opened: to the web, with nothing in it that could be read two ways. */
function webLink(): RegExp {
  return /^https?:\/\/[!-~]+$/;
}
