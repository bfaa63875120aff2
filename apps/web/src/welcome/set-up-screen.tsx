import type { SignUp } from '@sotto/client';
import { useClient } from '@sotto/react';
import { ArrowLeft } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { AccountForm, type NewAccount } from './account-form.tsx';
import { deviceName } from './device-name.ts';
import { ProfileChoice } from './profile-choice.tsx';
import { ScreenTitle } from './screen-title.tsx';
import { welcomeText } from './text.ts';
import { WelcomeLayout } from './welcome-layout.tsx';

type Profile = NonNullable<SignUp['organisation']>['profile'];

const steps = 3;

/** The first person: the organisation's name, what it is like, one's own account. */
export function SetUpScreen({ token }: { token: string }) {
  const client = useClient();
  const [, go] = usePlace();
  const [step, setStep] = useState(1);
  const [name, setName] = useState('');
  const [profile, setProfile] = useState<Profile>('studio');
  const text = welcomeText.setUp;

  const next = (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() !== '') setStep(step + 1);
  };
  const create = async (account: NewAccount) => {
    const outcome = await client.signUp({
      inviteToken: token,
      ...account,
      deviceName: deviceName(navigator.userAgent),
      organisation: { name: name.trim(), profile },
    });
    if (outcome.kind === 'ok') go(places.home, { replace: true });
    return outcome;
  };
  const back = (
    <Button look="quiet" size="large" onClick={() => setStep(step - 1)}>
      <ArrowLeft className="size-4 rtl:rotate-180" aria-hidden="true" />
      {welcomeText.back}
    </Button>
  );

  const titles = [
    [text.nameTitle, text.nameSubtitle],
    [text.profileTitle, text.profileSubtitle],
    [text.accountTitle, text.accountSubtitle],
  ] as const;
  const [title, subtitle] = titles[step - 1] ?? titles[0];
  return (
    <WelcomeLayout>
      <ScreenTitle title={title} subtitle={subtitle} above={text.step(step, steps)} />
      {step === 1 && (
        <form className="grid gap-5" onSubmit={next}>
          <TextField
            label={text.name}
            value={name}
            onChange={(event) => setName(event.target.value)}
            placeholder={text.namePlaceholder}
            required
            maxLength={80}
            autoFocus
          />
          <Button type="submit" size="large">
            {welcomeText.next}
          </Button>
        </form>
      )}
      {step === 2 && (
        <form className="grid gap-5" onSubmit={next}>
          <ProfileChoice value={profile} onChange={setProfile} />
          <div className="flex gap-3">
            {back}
            <Button type="submit" size="large" className="flex-1">
              {welcomeText.next}
            </Button>
          </div>
        </form>
      )}
      {step === 3 && <AccountForm submitLabel={text.submit} onSubmit={create} before={back} />}
    </WelcomeLayout>
  );
}
