import type { ConversationId, ConversationReference } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { ReferenceFields } from './reference-fields.tsx';
import { referenceText as text } from './text.ts';

type ReferenceDialogProps = { readonly conversationId: ConversationId; readonly onClose: () => void };

/** Ties a conversation to an order, a project, a case. */
export function ReferenceDialog({ conversationId, onClose }: ReferenceDialogProps) {
  const client = useClient();
  const conversation = useQuery(client.conversations).find((row) => row.conversationId === conversationId);
  const current = conversation?.reference ?? null;
  const [form, setForm] = useState(current ?? { system: '', reference: '' });
  const [failed, setFailed] = useState(false);
  const set = (reference: ConversationReference | null) => {
    client.setReference(conversationId, reference).then(onClose, () => setFailed(true));
  };
  const complete = form.system.trim() !== '' && form.reference.trim() !== '';
  return (
    <OverlayDialog title={text.title} onClose={onClose}>
      <form
        className="grid gap-5 px-6 pb-6"
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (complete) set({ system: form.system.trim(), reference: form.reference.trim() });
        }}
      >
        <p className="text-sm text-muted">{text.intro}</p>
        <ReferenceFields form={form} onChange={setForm} />
        <FormAlert text={failed ? text.failed : null} />
        <div className="flex justify-end gap-2">
          {current !== null && (
            <Button look="warn" onClick={() => set(null)}>
              {text.remove}
            </Button>
          )}
          <Button type="submit" disabled={!complete}>
            {text.save}
          </Button>
        </div>
      </form>
    </OverlayDialog>
  );
}
