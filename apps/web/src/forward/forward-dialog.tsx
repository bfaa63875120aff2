import type { ConversationId, TimelineMessage } from '@sotto/client';
import { ConversationAvatar, conversationName, useClient, useQuery } from '@sotto/react';
import { useRef, useState } from 'react';
import { mayWrite } from '../groups/may-write.ts';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { ChoiceMark } from '../people/choice-mark.tsx';
import { folded } from '../people/matches.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { Picker, type PickerItem } from '../ui/picker.tsx';
import { forwardText as text } from './text.ts';

type ForwardDialogProps = { readonly message: TimelineMessage; readonly onClose: () => void };

/** Passing a message on, to one or several conversations. */
export function ForwardDialog({ message, onClose }: ForwardDialogProps) {
  const client = useClient();
  const conversations = useQuery(client.conversations);
  const [, go] = usePlace();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<readonly ConversationId[]>([]);
  const [state, setState] = useState<'idle' | 'busy' | 'failed'>('idle');
  // Pressed again after a failure, it sends once.
  const requestId = useRef(crypto.randomUUID());

  const toggle = (id: ConversationId) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id]));
  const items: PickerItem[] = conversations
    .filter((row) => row.kind !== 'group' || mayWrite(row.standing))
    .filter((row) => folded(conversationName(row)).includes(folded(typed.trim())))
    .map((row) => ({
      id: row.conversationId,
      chosen: chosen.includes(row.conversationId),
      onPick: () => toggle(row.conversationId),
      content: (
        <>
          <ConversationAvatar conversation={row} size="small" />
          <bdi className="flex-1 truncate">{conversationName(row)}</bdi>
          <ChoiceMark on={chosen.includes(row.conversationId)} />
        </>
      ),
    }));

  const forward = async () => {
    setState('busy');
    try {
      await client.forwardMessage(message.id, chosen, { requestId: requestId.current });
      onClose();
      const [only] = chosen;
      if (chosen.length === 1 && only !== undefined) go(places.conversation(only));
    } catch {
      setState('failed');
    }
  };

  return (
    <OverlayDialog title={text.title} onClose={onClose}>
      <div className="flex h-[32rem] min-h-0 flex-initial flex-col">
        <Picker
          label={text.title}
          placeholder={text.placeholder}
          typed={typed}
          onType={setTyped}
          items={items}
          nothing={text.nothing}
        />
        <footer className="flex flex-none flex-wrap items-center justify-end gap-3 border-t border-line px-4 py-3">
          <FormAlert text={state === 'failed' ? text.failed : null} />
          <p className="min-w-48 flex-1 text-[0.8125rem] text-muted">{text.note}</p>
          <Button disabled={chosen.length === 0} busy={state === 'busy'} onClick={() => void forward()}>
            {text.forward(chosen.length)}
          </Button>
        </footer>
      </div>
    </OverlayDialog>
  );
}
