import { useClient } from '@sotto/react';
import { type FormEvent, useEffect, useState } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { TextField } from '../ui/text-field.tsx';
import { arrival } from './arrival.ts';
import { deviceName } from './device-name.ts';
import { PassphraseField } from './passphrase-field.tsx';
import { refusalText } from './refusal-text.ts';
import { ScreenTitle } from './screen-title.tsx';
import { welcomeText } from './text.ts';
import { WelcomeLayout } from './welcome-layout.tsx';

type Ended = keyof typeof welcomeText.signIn.ended;

/** For somebody who has an account. */
export function SignInScreen({ ended }: { ended?: Ended | undefined }) {
  const client = useClient();
  const [, go] = usePlace();
  const [organisation, setOrganisation] = useState<{ setUp: boolean; name: string | null } | null>(null);
  const [username, setUsername] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(
    ended === undefined ? null : welcomeText.signIn.ended[ended],
  );

  useEffect(() => {
    client.organisation().then(setOrganisation, () => {});
  }, [client]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setRefusal(null);
    try {
      const form = {
        username: username.trim().toLowerCase(),
        passphrase,
        deviceName: deviceName(navigator.userAgent),
      };
      const outcome = await client.signIn(form);
      setRefusal(refusalText(outcome));
      if (outcome.kind === 'ok') arrival.bySignIn = true;
      // Whoever was only signed out for being away goes on where they were.
      if (outcome.kind === 'ok' && ended !== 'session-ended') go(places.home, { replace: true });
    } catch {
      setRefusal(welcomeText.failed);
    } finally {
      setBusy(false);
    }
  };

  return (
    <WelcomeLayout>
      <ScreenTitle
        title={welcomeText.signIn.title(organisation?.name ?? null)}
        subtitle={organisation?.setUp === false ? welcomeText.signIn.notSetUp : welcomeText.signIn.subtitle}
      />
      <form className="grid gap-5" onSubmit={submit}>
        <TextField
          label={welcomeText.signIn.username}
          value={username}
          onChange={(event) => setUsername(event.target.value)}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <PassphraseField value={passphrase} onChange={setPassphrase} label={welcomeText.signIn.passphrase} />
        <FormAlert text={refusal} />
        <Button type="submit" size="large" busy={busy}>
          {welcomeText.signIn.submit}
        </Button>
        <p className="text-center text-sm text-muted">{welcomeText.signIn.noAccount}</p>
      </form>
    </WelcomeLayout>
  );
}
