import { toHex } from '@sotto/crypto/primitives';
import {
  type BodyItem,
  contactPart,
  eventPart,
  linkPreviewPart,
  type Part,
  placePart,
  pollPart,
  readBody,
  richLimits,
  textPart,
  unitOf,
} from '@sotto/protocol/content';
import type { OutgoingContent } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';

/**
 * What somebody wrote, as the part that travels. What a receiver would refuse is refused here.
 *
 * @throws ClientError `message-empty`, `message-too-long`, `invalid-input`.
 */
export function outgoingPart({ platform }: Pick<DeviceContext, 'platform'>, content: OutgoingContent): Part {
  const part = buildPart(platform, content);
  const read = readBody(part);
  if (read.kind === 'malformed' || read.items.some((item) => item.kind === 'unknown')) {
    throw new ClientError('invalid-input');
  }
  return part;
}

/** What was written, from the parts it became: to be changed before it leaves. `null`: files are not. */
export function outgoingContent(items: readonly BodyItem[]): OutgoingContent | null {
  const [first] = items;
  switch (first?.kind) {
    case 'text': {
      const linkPreviews = items.flatMap((item) => (item.kind === 'link-preview' ? [item.preview] : []));
      return items.length === linkPreviews.length + 1
        ? { kind: 'text', text: first.text, linkPreviews }
        : null;
    }
    case 'poll':
      return { kind: 'poll', ...first.poll };
    case 'location':
      return { kind: 'location', place: first.place };
    case 'contact': {
      const { accountId, ...card } = first.card;
      return { kind: 'contact', card, person: accountId };
    }
    case 'event': {
      const { reminderMinutes, cancelled, ...event } = first.event;
      return { kind: 'event', event: { ...event, suggestedReminderMinutes: reminderMinutes } };
    }
    default:
      return null;
  }
}

function buildPart({ random, clock }: DeviceContext['platform'], content: OutgoingContent): Part {
  switch (content.kind) {
    case 'text':
      return textWithPreviews(content.text, content.linkPreviews ?? []);
    case 'poll': {
      const { question, choicesMax, closesAt } = content;
      const options = content.options.map(oneLine);
      // Two that read the same cannot be told apart.
      if (new Set(options).size !== options.length) throw new ClientError('invalid-input');
      return pollPart({ question: question.trim(), options, choicesMax, closesAt });
    }
    case 'location':
      return orInvalid(() => placePart(content.place));
    case 'contact':
      return contactPart({ ...content.card, accountId: content.person ?? null });
    case 'event': {
      const { suggestedReminderMinutes, ...event } = content.event;
      if (event.endsAt < event.startsAt || event.title.trim() === '') throw new ClientError('invalid-input');
      const body = { ...event, reminderMinutes: suggestedReminderMinutes, cancelled: false };
      const stamp = { uid: `${toHex(random(16))}@sotto`, writtenAt: clock() };
      return orInvalid(() => eventPart(body, stamp));
    }
  }
}

type Previews = NonNullable<Extract<OutgoingContent, { kind: 'text' }>['linkPreviews']>;

function textWithPreviews(text: string, previews: Previews): Part {
  if (text.trim() === '') throw new ClientError('message-empty');
  if (new TextEncoder().encode(text).length > richLimits.textBytes) throw new ClientError('message-too-long');
  const { linkPreviewsPerMessage } = richLimits;
  // A preview of something that is not in the text would say what its sender did not.
  if (previews.length > linkPreviewsPerMessage || previews.some(({ url }) => !text.includes(url))) {
    throw new ClientError('invalid-input');
  }
  return unitOf([textPart(text), ...previews.map(linkPreviewPart)]);
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

/** Numbers that are no place or no time of this world. */
function orInvalid(build: () => Part): Part {
  try {
    return build();
  } catch (cause) {
    if (cause instanceof RangeError) throw new ClientError('invalid-input', cause);
    throw cause;
  }
}
