import type { SessionState } from '@sotto/client';
import { inviteAt } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { InviteScreen } from './invite-screen.tsx';
import { SignInScreen } from './sign-in-screen.tsx';

/** Everything before one is signed in. */
export function Welcome({ session }: { session: Extract<SessionState, { kind: 'signed-out' }> }) {
  const [place] = usePlace();
  const token = inviteAt(place);
  return token === null ? <SignInScreen ended={session.reason} /> : <InviteScreen token={token} />;
}
