import type { AccountOutcome, Self } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { PassphraseField } from '../welcome/passphrase-field.tsx';
import { refusalText } from '../welcome/refusal-text.ts';
import { settingsText } from './text.ts';

type Outcome = AccountOutcome | 'failed' | null;

/** A new passphrase for the account. */
export function PassphraseSection({ self }: { self: Self }) {
  const client = useClient();
  const text = settingsText.passphrase;
  const [current, setCurrent] = useState('');
  const [fresh, setFresh] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>(null);

  const change = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setOutcome(null);
    try {
      const answer = await client.changePassphrase(current, fresh);
      setOutcome(answer);
      if (answer.kind === 'ok') {
        setCurrent('');
        setFresh('');
      }
    } catch {
      setOutcome('failed');
    } finally {
      setBusy(false);
    }
  };

  const refusal = outcome === 'failed' ? settingsText.failed : outcome === null ? null : refusalText(outcome);
  return (
    <form className="grid gap-5" onSubmit={change}>
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <input type="text" autoComplete="username" value={self.username} readOnly hidden />
      <PassphraseField label={text.current} value={current} onChange={setCurrent} />
      <PassphraseField fresh label={text.fresh} value={fresh} onChange={setFresh} username={self.username} />
      <FormAlert text={refusal} />
      <div className="flex items-center gap-3">
        <Button type="submit" busy={busy} disabled={current === '' || fresh === ''}>
          {text.change}
        </Button>
        <span role="status" className="text-sm text-muted">
          {outcome !== null && outcome !== 'failed' && outcome.kind === 'ok' && text.changed}
        </span>
      </div>
    </form>
  );
}
