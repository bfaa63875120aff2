import type { InviteSummary } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { Link2Off, WifiOff } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Splash } from '../ui/splash.tsx';
import { AccountForm, type NewAccount } from './account-form.tsx';
import { deviceName } from './device-name.ts';
import { ScreenTitle } from './screen-title.tsx';
import { SetUpScreen } from './set-up-screen.tsx';
import { welcomeText } from './text.ts';
import { WelcomeLayout } from './welcome-layout.tsx';

/** What a link leads to: the set-up of an organisation, an account in one, or nothing any more. */
export function InviteScreen({ token }: { token: string }) {
  const client = useClient();
  const [, go] = usePlace();
  const [invite, setInvite] = useState<InviteSummary | null | 'checking' | 'offline'>('checking');
  const toSignIn = useCallback(() => go(places.home), [go]);

  const check = useCallback(() => {
    setInvite('checking');
    client.inspectInvite(token).then(setInvite, () => setInvite('offline'));
  }, [client, token]);
  useEffect(check, [check]);

  if (invite === 'checking') return <Splash label={welcomeText.invite.checking} />;
  if (invite === 'offline' || invite === null) {
    const offline = invite === 'offline';
    return (
      <WelcomeLayout>
        <EmptyState
          whole
          icon={offline ? WifiOff : Link2Off}
          title={offline ? welcomeText.invite.tryAgain : welcomeText.invite.badTitle}
          text={offline ? welcomeText.invite.offline : welcomeText.invite.badText}
        >
          {offline && <Button onClick={check}>{welcomeText.invite.tryAgain}</Button>}
          <Button look={offline ? 'quiet' : 'primary'} onClick={toSignIn}>
            {welcomeText.invite.toSignIn}
          </Button>
        </EmptyState>
      </WelcomeLayout>
    );
  }
  if (invite.kind === 'set-up') return <SetUpScreen token={token} />;

  const join = async (account: NewAccount) => {
    const outcome = await client.signUp({
      inviteToken: token,
      ...account,
      deviceName: deviceName(navigator.userAgent),
    });
    if (outcome.kind === 'ok') go(places.home, { replace: true });
    return outcome;
  };
  return (
    <WelcomeLayout>
      <ScreenTitle
        title={welcomeText.invite.title(safeName(invite.organisationName ?? 'Sotto'))}
        subtitle={
          invite.invitedBy === null
            ? welcomeText.invite.invited
            : welcomeText.invite.invitedBy(safeName(invite.invitedBy))
        }
      />
      <AccountForm submitLabel={welcomeText.invite.submit} onSubmit={join} />
      <p className="mt-5 text-center">
        <Button look="text" onClick={toSignIn}>
          {welcomeText.invite.haveAccount}
        </Button>
      </p>
    </WelcomeLayout>
  );
}
