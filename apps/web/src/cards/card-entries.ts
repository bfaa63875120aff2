import { CalendarDays, ChartBarBig, ContactRound, type LucideIcon, MapPin } from 'lucide-react';
import type { CardKind, CardPlace } from './card-kind.ts';
import { cardsText as text } from './text.ts';

type CardEntry = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly onPick: () => void;
};

const icons: Readonly<Record<CardKind, LucideIcon>> = {
  poll: ChartBarBig,
  location: MapPin,
  contact: ContactRound,
  event: CalendarDays,
};

/** What the menu of the composer offers beside files. */
export function cardEntries(
  place: CardPlace,
  show: (next: { kind: 'card'; card: CardKind; place: CardPlace }) => void,
): readonly CardEntry[] {
  return (Object.keys(icons) as CardKind[]).map((card) => ({
    id: card,
    label: text.entries[card],
    icon: icons[card],
    onPick: () => show({ kind: 'card', card, place }),
  }));
}
