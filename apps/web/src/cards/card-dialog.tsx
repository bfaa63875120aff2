import { lazy, Suspense } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import type { CardKind, CardPlace } from './card-kind.ts';
import { cardsText as text } from './text.ts';

const forms = {
  poll: lazy(async () => ({ default: (await import('./poll-form.tsx')).PollForm })),
  location: lazy(async () => ({ default: (await import('./location-form.tsx')).LocationForm })),
  contact: lazy(async () => ({ default: (await import('./contact-form.tsx')).ContactForm })),
  event: lazy(async () => ({ default: (await import('./event-form.tsx')).EventForm })),
};

type CardDialogProps = {
  readonly card: CardKind;
  readonly place: CardPlace;
  readonly onClose: () => void;
};

/** Making a poll, a place, a contact or an event, to be sent at once. */
export function CardDialog({ card, place, onClose }: CardDialogProps) {
  const Form = forms[card];
  return (
    <OverlayDialog title={text.titles[card]} onClose={onClose}>
      <Suspense fallback={<div className="h-64" aria-busy="true" />}>
        <Form place={place} onSent={onClose} />
      </Suspense>
    </OverlayDialog>
  );
}
