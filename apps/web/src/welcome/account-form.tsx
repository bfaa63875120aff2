import type { AccountOutcome } from '@sotto/client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { TextField } from '../ui/text-field.tsx';
import { PassphraseField } from './passphrase-field.tsx';
import { refusalText } from './refusal-text.ts';
import { isUsername, suggestUsername } from './suggest-username.ts';
import { welcomeText } from './text.ts';

export type NewAccount = {
  readonly displayName: string;
  readonly username: string;
  readonly passphrase: string;
};

type AccountFormProps = {
  readonly submitLabel: string;
  readonly onSubmit: (account: NewAccount) => Promise<AccountOutcome>;
  readonly before?: ReactNode;
};

/** Name, username and passphrase: all that an account is made of. */
export function AccountForm({ submitLabel, onSubmit, before }: AccountFormProps) {
  const [displayName, setDisplayName] = useState('');
  const [chosen, setChosen] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const [checked, setChecked] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AccountOutcome | 'failed' | null>(null);
  const username = chosen ?? suggestUsername(displayName);
  const usernameError = username !== '' && checked && !isUsername(username);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    if (busy || !isUsername(username)) return;
    setBusy(true);
    setRefusal(null);
    try {
      const outcome = await onSubmit({ displayName: displayName.trim(), username, passphrase });
      if (outcome.kind === 'refused') setRefusal(outcome);
    } catch {
      setRefusal('failed');
    } finally {
      setBusy(false);
    }
  };

  const reason =
    refusal !== null && refusal !== 'failed' && refusal.kind === 'refused' ? refusal.reason : null;
  const text = refusal === 'failed' ? welcomeText.failed : refusal === null ? null : refusalText(refusal);
  const atUsername = reason === 'username-taken' ? text : null;
  const atPassphrase = reason === 'weak-passphrase' ? text : null;
  return (
    <form className="grid gap-5" onSubmit={submit}>
      <TextField
        label={welcomeText.account.displayName}
        hint={welcomeText.account.displayNameHint}
        value={displayName}
        onChange={(event) => setDisplayName(event.target.value)}
        autoComplete="name"
        required
        maxLength={64}
        autoFocus
      />
      <TextField
        label={welcomeText.account.username}
        hint={welcomeText.account.usernameHint}
        error={atUsername ?? (usernameError ? welcomeText.account.usernameInvalid : null)}
        value={username}
        onChange={(event) => setChosen(event.target.value.toLowerCase())}
        onBlur={() => setChecked(username !== '')}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        maxLength={32}
      />
      <PassphraseField
        fresh
        value={passphrase}
        onChange={setPassphrase}
        username={username}
        error={atPassphrase}
      />
      <FormAlert text={atUsername === null && atPassphrase === null ? text : null} />
      <div className="flex gap-3 pt-1">
        {before}
        <Button type="submit" size="large" className="flex-1" busy={busy}>
          {busy ? welcomeText.account.working : submitLabel}
        </Button>
      </div>
    </form>
  );
}
