import { richLimits } from '@sotto/client';
import { WorldMap } from '@sotto/react';
import { LocateFixed } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CardForm } from './card-form.tsx';
import type { CardPlace } from './card-kind.ts';
import { readCoordinates } from './read-coordinates.ts';
import { locationText as text } from './text.ts';
import { useSendCard } from './use-send-card.ts';
import { useWhereIAm } from './use-where-i-am.ts';

/** A fixed place: typed, pasted, or where this device is now. Never followed. */
export function LocationForm({ place, onSent }: { place: CardPlace; onSent: () => void }) {
  const [label, setLabel] = useState('');
  const [typed, setTyped] = useState('');
  const [uncertaintyMeters, setUncertainty] = useState<number | null>(null);
  const { busy, failure, send } = useSendCard(place, onSent);
  const found = readCoordinates(typed);
  const here = useWhereIAm((position) => {
    setTyped(`${position.latitude.toFixed(6)}, ${position.longitude.toFixed(6)}`);
    setUncertainty(Math.ceil(position.accuracy));
  });
  const wrong = typed.trim() !== '' && found === null;
  return (
    <CardForm
      ready={found !== null}
      busy={busy}
      failure={failure}
      onSend={() => {
        if (found !== null) {
          send({ kind: 'location', place: { ...found, uncertaintyMeters, label: label.trim() } });
        }
      }}
    >
      <TextField
        label={text.coordinates}
        value={typed}
        autoFocus
        autoComplete="off"
        inputMode="text"
        hint={text.coordinatesHint}
        error={wrong ? text.wrong : null}
        below={
          <div className="flex flex-wrap items-center gap-2">
            <Button size="small" look="outline" busy={here.looking} onClick={here.look}>
              <LocateFixed className="size-4" aria-hidden="true" />
              {here.looking ? text.finding : text.here}
            </Button>
            <p role="status" className="text-[0.8125rem] text-muted">
              {here.failed && text.notFound}
            </p>
          </div>
        }
        onChange={(event) => {
          setTyped(event.target.value);
          setUncertainty(null);
        }}
      />
      <TextField
        label={text.label}
        value={label}
        maxLength={richLimits.placeLabelCharacters}
        dir="auto"
        autoComplete="off"
        hint={text.labelHint}
        onChange={(event) => setLabel(event.target.value)}
      />
      {found !== null && <WorldMap place={found} label={text.map} />}
      <p className="text-[0.8125rem] text-muted">{text.note}</p>
    </CardForm>
  );
}
