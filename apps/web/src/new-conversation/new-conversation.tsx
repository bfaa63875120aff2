import type { ConversationSummary } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { Bookmark } from 'lucide-react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { folded, matchingPeople } from '../people/matches.ts';
import { PersonRow } from '../people/person-row.tsx';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Picker, type PickerItem } from '../ui/picker.tsx';
import { newConversationText } from './text.ts';

const shownMax = 100;

/** Choosing who to write to. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const people = useQuery(client.people);
  const session = useQuery(client.session);
  const [, go] = usePlace();
  const [typed, setTyped] = useState('');
  useEffect(() => {
    client.refreshPeople().catch(() => {});
  }, [client]);

  const selfId = session.kind === 'signed-in' ? session.self.accountId : null;
  const others = people.filter((person) => person.accountId !== selfId);
  const open = async (opening: Promise<ConversationSummary['conversationId']>) => {
    go(places.conversation(await opening));
    onClose();
  };

  const notes: PickerItem = {
    id: 'notes',
    onPick: () => void open(client.openNoteToSelf()),
    content: (
      <>
        <span className="grid size-11 flex-none place-items-center rounded-full bg-accent text-on-accent">
          <Bookmark className="size-5" aria-hidden="true" />
        </span>
        <span className="grid">
          <span className="text-[0.9375rem] font-medium">{newConversationText.noteToSelf}</span>
          <span className="text-[0.8125rem] text-muted">{newConversationText.noteToSelfDetail}</span>
        </span>
      </>
    ),
  };
  const items: PickerItem[] = matchingPeople(others, typed)
    .slice(0, shownMax)
    .map((person) => ({
      id: person.accountId,
      content: <PersonRow person={person} />,
      onPick: () => void open(client.openDirectConversation(person.accountId)),
    }));
  if (folded(newConversationText.noteToSelf).includes(folded(typed.trim()))) items.push(notes);

  return (
    <OverlayDialog title={newConversationText.title} onClose={onClose}>
      <div className="flex min-h-0 flex-1 flex-col sm:h-[26rem]">
        <Picker
          label={newConversationText.label}
          placeholder={newConversationText.placeholder}
          typed={typed}
          onType={setTyped}
          items={items}
          nothing={others.length === 0 ? newConversationText.nobody : newConversationText.nothing}
        />
      </div>
    </OverlayDialog>
  );
}
