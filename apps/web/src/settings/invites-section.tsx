import { OpenInvites } from '../invites/open-invites.tsx';
import { inviteText } from '../invites/text.ts';

/** Links that bring people in. */
export function InvitesSection() {
  return (
    <>
      <p className="text-[0.9375rem] text-muted">{inviteText.intro}</p>
      <OpenInvites />
    </>
  );
}
