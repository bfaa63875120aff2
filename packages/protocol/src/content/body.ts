import { type CalendarEventBody, decodeCalendarEvent } from './calendar-event.ts';
import { decompressText } from './compressed-text.ts';
import { type ContactCardBody, decodeContactCard } from './contact-card.ts';
import { type FileBody, readFilePart } from './file-part.ts';
import { decodeLinkPreview, type LinkPreviewBody } from './link-preview.ts';
import { mediaType } from './media-types.ts';
import { disposition, type Part, partSemantics } from './part.ts';
import { decodePlace, type PlaceBody } from './place.ts';
import { decodePoll, type Poll } from './poll.ts';
import { richLimits } from './rich-limits.ts';
import { strictText } from './strict-text.ts';

/** One part of what a person wrote, read and checked. */
export type BodyItem =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'poll'; readonly poll: Poll }
  | { readonly kind: 'location'; readonly place: PlaceBody }
  | { readonly kind: 'contact'; readonly card: ContactCardBody }
  | { readonly kind: 'event'; readonly event: CalendarEventBody }
  | { readonly kind: 'link-preview'; readonly preview: LinkPreviewBody }
  | { readonly kind: 'file'; readonly file: FileBody }
  /** Of a kind that this version does not know: kept, and shown as that. */
  | { readonly kind: 'unknown'; readonly contentType: string };

export type BodyResult =
  | { readonly kind: 'body'; readonly items: readonly BodyItem[] }
  /** A kind this version knows, in a form it must not have. */
  | { readonly kind: 'malformed' };

/**
 * What a part says, as a list: a single part, or one level of parts that belong together. Of alternatives
 * the first one that is understood whole counts. Total.
 */
export function readBody(part: Part): BodyResult {
  if (part.kind !== 'multi') {
    const item = readItem(part);
    return item === undefined ? { kind: 'malformed' } : { kind: 'body', items: [item] };
  }
  if (part.semantics === partSemantics.chooseOne) return readAlternatives(part.parts);
  if (part.parts.length > richLimits.partsPerMessage) return { kind: 'malformed' };
  const items: BodyItem[] = [];
  for (const inner of part.parts) {
    const read = inner.kind === 'multi' ? readAlternative(inner) : readItem(inner);
    if (read === undefined) return { kind: 'malformed' };
    items.push(read);
  }
  return { kind: 'body', items };
}

/** The last one stands for all of them when none is understood. */
function readAlternatives(parts: readonly Part[]): BodyResult {
  let last: BodyResult = { kind: 'malformed' };
  for (const part of parts) {
    last = readBody(part);
    if (last.kind === 'malformed' || last.items.every((item) => item.kind !== 'unknown')) return last;
  }
  return last;
}

/** Parts inside parts are a later version's matter, unless one of several stands for all. */
function readAlternative(part: Extract<Part, { kind: 'multi' }>): BodyItem | undefined {
  const unknown: BodyItem = { kind: 'unknown', contentType: 'multipart/mixed' };
  if (part.semantics !== partSemantics.chooseOne) return unknown;
  const read = readAlternatives(part.parts);
  if (read.kind === 'malformed') return undefined;
  return read.items.length === 1 ? read.items[0] : unknown;
}

function readItem(part: Exclude<Part, { kind: 'multi' }>): BodyItem | undefined {
  if (part.kind === 'none') return undefined;
  if (part.kind === 'external') {
    const read = readFilePart(part);
    if (read.kind === 'malformed') return undefined;
    return read.kind === 'file' ? read : { kind: 'unknown', contentType: 'message/external-body' };
  }
  const { contentType, content } = part;
  switch (contentType) {
    case mediaType.markdown:
      return textItem(content);
    case mediaType.compressedMarkdown: {
      const text = decompressText(content);
      return text === undefined ? undefined : textItem(text);
    }
    case mediaType.poll: {
      const poll = decodePoll(content);
      return poll && { kind: 'poll', poll };
    }
    case mediaType.place: {
      const place = decodePlace(content);
      return place && { kind: 'location', place };
    }
    case mediaType.contact: {
      const card = decodeContactCard(content);
      return card && { kind: 'contact', card };
    }
    case mediaType.event: {
      const event = decodeCalendarEvent(content);
      return event && { kind: 'event', event };
    }
    case mediaType.linkPreview: {
      const preview = decodeLinkPreview(content);
      return preview && part.disposition === disposition.preview
        ? { kind: 'link-preview', preview }
        : undefined;
    }
    default:
      return { kind: 'unknown', contentType };
  }
}

function textItem(bytes: Uint8Array): BodyItem | undefined {
  if (bytes.length > richLimits.textBytes) return undefined;
  const text = strictText(bytes);
  return text === undefined ? undefined : { kind: 'text', text };
}
