import { type CalendarEventBody, type CalendarStamp, encodeCalendarEvent } from './calendar-event.ts';
import { compressText } from './compressed-text.ts';
import { type ContactCardBody, encodeContactCard } from './contact-card.ts';
import { encodeLinkPreview, type LinkPreviewBody } from './link-preview.ts';
import { mediaType } from './media-types.ts';
import { paddingClasses } from './padding.ts';
import { disposition, type Part, partSemantics } from './part.ts';
import { encodePlace, type PlaceBody } from './place.ts';
import { encodePoll, type Poll } from './poll.ts';

type SinglePart = Extract<Part, { kind: 'single' }>;

/** Below this a text takes the smallest class whatever is done to it. */
const compressFromBytes = 200;

/** A text, compressed by itself when that saves a padding class: below that it saves nothing (REQ-C3). */
export function textPart(text: string): SinglePart {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length >= compressFromBytes) {
    const compressed = compressText(bytes);
    if (classOf(compressed.length) < classOf(bytes.length)) {
      return single(disposition.render, mediaType.compressedMarkdown, compressed);
    }
  }
  return single(disposition.render, mediaType.markdown, bytes);
}

export function pollPart(poll: Poll): SinglePart {
  return single(disposition.render, mediaType.poll, encodePoll(poll));
}

/** @throws RangeError for degrees that are none. */
export function placePart(place: PlaceBody): SinglePart {
  return single(disposition.render, mediaType.place, encodePlace(place));
}

export function contactPart(card: ContactCardBody): SinglePart {
  return single(disposition.render, mediaType.contact, encodeContactCard(card));
}

export function eventPart(event: CalendarEventBody, stamp: CalendarStamp): SinglePart {
  return single(disposition.render, mediaType.event, encodeCalendarEvent(event, stamp));
}

export function linkPreviewPart(preview: LinkPreviewBody): SinglePart {
  return single(disposition.preview, mediaType.linkPreview, encodeLinkPreview(preview));
}

/** Parts that are one message: one alone stands for itself. */
export function unitOf(parts: readonly Part[]): Part {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    kind: 'multi',
    disposition: disposition.render,
    language: '',
    semantics: partSemantics.singleUnit,
    parts: [...parts],
  };
}

export function single(what: number, contentType: string, content: Uint8Array): SinglePart {
  return { kind: 'single', disposition: what, language: '', contentType, content };
}

/** The padding class a part of that many bytes will be in, with what stands around it. */
function classOf(bytes: number): number {
  const around = 200;
  return paddingClasses.find((size) => bytes + around < size) ?? Number.POSITIVE_INFINITY;
}
