import type { GroupDetails, HistoryPolicy } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { SwitchRow } from '../settings/switch-row.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { TextField } from '../ui/text-field.tsx';
import { dayOf, midnightOf } from './day-of.ts';
import { rulesText as text } from './text.ts';
import { useWish } from './use-wish.ts';

const kinds: readonly HistoryPolicy['kind'][] = ['none', 'since', 'all'];

/** What members may hand over, and how devices come back: for owners. */
export function GroupRules({ details, onDone }: { details: GroupDetails; onDone: () => void }) {
  const client = useClient();
  const { history } = details.whoCanSee;
  const [kind, setKind] = useState(history.kind);
  const [day, setDay] = useState(dayOf(history.kind === 'since' ? history.at : Date.now()));
  const [rejoin, setRejoin] = useState(details.rejoin);
  const [failure, wish] = useWish();
  const since = midnightOf(day);
  const chosen: HistoryPolicy | null =
    kind !== 'since' ? { kind } : since === null ? null : { kind, at: since };

  const changed =
    rejoin !== details.rejoin || kind !== history.kind || (history.kind === 'since' && since !== history.at);
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (chosen === null) return;
    wish(() => client.updateGroup(details.conversationId, { history: chosen, rejoin }), onDone);
  };
  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={save}>
      <div className="scroll grid flex-1 content-start gap-5 px-6 pt-1 pb-6">
        <fieldset className="grid gap-2.5">
          <legend className="mb-2.5 text-sm font-semibold">{text.history}</legend>
          {kinds.map((one) => (
            <label key={one} className="choice">
              <input
                type="radio"
                name="group-history"
                value={one}
                checked={kind === one}
                onChange={() => setKind(one)}
              />
              <span className="text-sm font-medium">{text.histories[one]}</span>
            </label>
          ))}
        </fieldset>
        {kind === 'since' && (
          <TextField
            label={text.since}
            type="date"
            required
            value={day}
            onChange={(event) => setDay(event.target.value)}
          />
        )}
        <p className="text-sm text-muted">{text.historyNote}</p>
        <div className="rounded-xl border border-line">
          <SwitchRow label={text.rejoin} detail={text.rejoinDetail} on={rejoin} onChange={setRejoin} />
        </div>
        <FormAlert text={failure} />
      </div>
      <footer className="flex flex-none justify-end border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Button type="submit" disabled={chosen === null || !changed}>
          {text.save}
        </Button>
      </footer>
    </form>
  );
}
