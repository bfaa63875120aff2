import type { CreatedInvite } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { InviteReady } from './invite-ready.tsx';
import { inviteText } from './text.ts';

type Role = CreatedInvite['role'];

/** Making a link for others to join with. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const session = useQuery(client.session);
  const [role, setRole] = useState<Role>('member');
  const [uses, setUses] = useState<number>(1);
  const [hours, setHours] = useState<number>(24 * 7);
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const [invite, setInvite] = useState<CreatedInvite | null>(null);

  const owner = session.kind === 'signed-in' && session.self.role === 'owner';
  const roles: readonly Role[] = owner ? ['member', 'admin', 'owner'] : ['member', 'admin'];
  const create = async () => {
    setBusy(true);
    setFailed(false);
    try {
      setInvite(await client.createInvite({ role, uses, expiresInHours: hours }));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };

  return (
    <OverlayDialog title={invite === null ? inviteText.title : inviteText.ready} onClose={onClose}>
      <div className="scroll grid gap-5 px-6 pb-6">
        {invite !== null ? (
          <InviteReady invite={invite} onAnother={() => setInvite(null)} onDone={onClose} />
        ) : (
          <>
            <p className="text-sm text-muted">{inviteText.intro}</p>
            <SelectField
              label={inviteText.role}
              value={role}
              options={roles.map((one) => [one, inviteText.roles[one]] as const)}
              onChange={setRole}
            />
            <div className="grid gap-5 sm:grid-cols-2">
              <SelectField<number>
                label={inviteText.uses}
                value={uses}
                options={inviteText.usesOptions}
                onChange={setUses}
              />
              <SelectField<number>
                label={inviteText.expires}
                value={hours}
                options={inviteText.expiresOptions}
                onChange={setHours}
              />
            </div>
            <FormAlert text={failed ? inviteText.failed : null} />
            <Button size="large" busy={busy} onClick={create}>
              {inviteText.create}
            </Button>
          </>
        )}
      </div>
    </OverlayDialog>
  );
}
