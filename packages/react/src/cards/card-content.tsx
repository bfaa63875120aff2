import type { BodyPart, TimelineMessage } from '@sotto/client';
import { lazy, Suspense } from 'react';
import type { CardMessage } from './card-message.ts';

const PollCard = lazy(async () => ({ default: (await import('./poll-card.tsx')).PollCard }));
const LocationCard = lazy(async () => ({ default: (await import('./location-card.tsx')).LocationCard }));
const ContactCard = lazy(async () => ({ default: (await import('./contact-card.tsx')).ContactCard }));
const EventCard = lazy(async () => ({ default: (await import('./event-card.tsx')).EventCard }));

export type CardPart = Extract<BodyPart, { kind: 'poll' | 'location' | 'contact' | 'event' }>;

type CardContentProps = {
  readonly message: TimelineMessage;
  readonly part: CardPart;
};

/** A poll, a place, a contact or an event: shown, and answered where that is asked for. */
export function CardContent({ message, part }: CardContentProps) {
  const about: CardMessage = { id: message.id, mine: message.mine };
  return (
    <Suspense fallback={<div className="sotto-card" data-kind={part.kind} data-loading />}>
      {part.kind === 'poll' && <PollCard message={about} poll={part} />}
      {part.kind === 'location' && <LocationCard place={part} />}
      {part.kind === 'contact' && <ContactCard message={about} card={part} />}
      {part.kind === 'event' && <EventCard message={about} event={part} />}
    </Suspense>
  );
}
