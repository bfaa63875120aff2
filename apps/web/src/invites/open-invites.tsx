import type { CreatedInvite } from '@sotto/client';
import { shortDate, useClient } from '@sotto/react';
import { Link2, UserPlus } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { useOverlay } from '../overlay/overlay-state.ts';
import { Button } from '../ui/button.tsx';
import { inviteText } from './text.ts';

type OpenInvite = Omit<CreatedInvite, 'url'>;

/** Links that can still be used, and making another. */
export function OpenInvites() {
  const client = useClient();
  const { shown, show } = useOverlay();
  const [invites, setInvites] = useState<readonly OpenInvite[]>([]);
  const read = useCallback(() => {
    client.listInvites().then(setInvites, () => {});
  }, [client]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a link may have been made in the dialog
  useEffect(read, [read, shown.kind]);

  const revoke = async (inviteId: string) => {
    await client.revokeInvite(inviteId);
    read();
  };
  return (
    <div className="grid gap-5">
      <p>
        <Button onClick={() => show({ kind: 'invite' })}>
          <UserPlus className="size-4" aria-hidden="true" />
          {inviteText.title}
        </Button>
      </p>
      <h2 className="text-sm font-semibold">{inviteText.listTitle}</h2>
      {invites.length === 0 ? (
        <p className="text-sm text-muted">{inviteText.none}</p>
      ) : (
        <ul className="grid divide-y divide-line rounded-xl border border-line">
          {invites.map((invite) => (
            <li key={invite.inviteId} className="flex items-center gap-3 px-4 py-3">
              <Link2 className="size-4.5 flex-none text-muted" aria-hidden="true" />
              <span className="grid flex-1 text-sm">
                <b className="font-medium">{inviteText.roles[invite.role]}</b>
                <span className="text-muted">
                  {inviteText.usesLeft(invite.usesLeft)}, {inviteText.until(shortDate(invite.expiresAt))}
                </span>
              </span>
              <Button
                size="small"
                look="outline"
                aria-label={inviteText.revokeLabel(inviteText.roles[invite.role])}
                onClick={() => void revoke(invite.inviteId)}
              >
                {inviteText.revoke}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
