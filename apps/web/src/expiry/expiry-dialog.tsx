import type { ConversationId } from '@sotto/client';
import { expiryChoices, timeInWords, useClient, useQuery } from '@sotto/react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { expiryText as text } from './text.ts';

type ExpiryDialogProps = { readonly conversationId: ConversationId; readonly onClose: () => void };

const offered: readonly (number | null)[] = [null, ...expiryChoices];

/** How long messages of a conversation stay after they were read. Chosen by one, true for all. */
export function ExpiryDialog({ conversationId, onClose }: ExpiryDialogProps) {
  const client = useClient();
  const conversation = useQuery(client.conversations).find((row) => row.conversationId === conversationId);
  const [failed, setFailed] = useState(false);
  if (conversation === undefined) return null;
  const now = conversation.expiresInSeconds;
  const choices = offered.includes(now) ? offered : [...offered, now];
  const choose = (seconds: number | null) => {
    client.setExpiry(conversationId, seconds).then(onClose, () => setFailed(true));
  };
  return (
    <OverlayDialog title={text.title} onClose={onClose}>
      <div className="scroll grid gap-4 px-6 pb-6">
        <p className="text-sm text-muted">{text.intro}</p>
        <fieldset className="grid gap-0.5">
          <legend className="sotto-visually-hidden">{text.title}</legend>
          {choices.map((seconds) => (
            <label
              key={seconds ?? 'off'}
              className="flex min-h-11 cursor-pointer items-center gap-3 rounded-xl px-3 text-[0.9375rem] hover:bg-hover has-checked:bg-selected"
            >
              <input
                type="radio"
                name="expiry"
                className="accent-accent"
                checked={seconds === now}
                onChange={() => choose(seconds)}
              />
              {seconds === null ? text.off : text.after(timeInWords(seconds))}
            </label>
          ))}
        </fieldset>
        <FormAlert text={failed ? text.failed : null} />
        <p className="text-[0.8125rem] text-muted">{text.honest}</p>
      </div>
    </OverlayDialog>
  );
}
