import type { CreatedInvite } from '@sotto/client';
import { QrCode, shortDate, useCopy } from '@sotto/react';
import { Check, Copy } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { inviteText } from './text.ts';

type InviteReadyProps = {
  readonly invite: CreatedInvite;
  readonly onAnother: () => void;
  readonly onDone: () => void;
};

/** A link that was just made: to copy and to scan. */
export function InviteReady({ invite, onAnother, onDone }: InviteReadyProps) {
  const [copied, copy] = useCopy();
  return (
    <>
      <p className="text-sm text-muted">{inviteText.readyHint}</p>
      <div className="grid justify-items-center gap-4 rounded-2xl bg-hover p-5">
        <QrCode data={invite.url} label={inviteText.qr} />
        <input
          readOnly
          className="field text-center font-mono text-[0.8125rem]"
          aria-label={inviteText.link}
          value={invite.url}
          onFocus={(event) => event.target.select()}
        />
        <p className="text-center text-[0.8125rem] text-muted">
          {inviteText.summary(
            inviteText.roles[invite.role],
            inviteText.usesLeft(invite.usesLeft),
            shortDate(invite.expiresAt),
          )}
        </p>
      </div>
      <Button size="large" onClick={() => copy(invite.url)}>
        {copied ? (
          <Check className="size-4" aria-hidden="true" />
        ) : (
          <Copy className="size-4" aria-hidden="true" />
        )}
        {copied ? inviteText.copied : inviteText.copy}
      </Button>
      <div className="flex justify-center gap-2">
        <Button look="text" onClick={onAnother}>
          {inviteText.another}
        </Button>
        <Button look="text" onClick={onDone}>
          {inviteText.done}
        </Button>
      </div>
    </>
  );
}
