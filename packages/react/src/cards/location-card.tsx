import type { LocationPart } from '@sotto/client';
import { MapPin } from 'lucide-react';
import { useId } from 'react';
import { useCopy } from '../text/use-copy.ts';
import { coordinates } from './coordinates.ts';
import { oneLine } from './one-line.ts';
import { cardText } from './text.ts';
import { WorldMap } from './world-map.tsx';

const labelMax = 200;

/** A fixed place: its name, where it is in numbers, and a pin on a map that is drawn here. */
export function LocationCard({ place }: { place: LocationPart }) {
  const [copied, copy] = useCopy();
  const id = useId();
  const label = oneLine(place.label, labelMax);
  const where = coordinates(place);
  return (
    <section className="sotto-card" data-kind="location" aria-labelledby={id}>
      <WorldMap place={place} label={cardText.mapOf(where)} />
      <p id={id} className="sotto-card-title" dir="auto">
        {label === '' ? cardText.location : label}
      </p>
      <p className="sotto-card-note">
        <MapPin aria-hidden="true" />
        <bdi>{where}</bdi>
        {place.uncertaintyMeters !== null && ` · ${cardText.within(place.uncertaintyMeters)}`}
      </p>
      <div className="sotto-card-actions">
        <button
          type="button"
          className="sotto-card-button"
          onClick={() => copy(`${place.latitude}, ${place.longitude}`)}
        >
          {copied ? cardText.copied : cardText.copyPlace}
        </button>
      </div>
    </section>
  );
}
