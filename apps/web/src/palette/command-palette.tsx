import type { ConversationSummary } from '@sotto/client';
import { ConversationAvatar, conversationName, safeName, useClient, useQuery } from '@sotto/react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { useOverlay } from '../overlay/overlay-state.ts';
import { folded, matchingPeople } from '../people/matches.ts';
import { PersonRow } from '../people/person-row.tsx';
import { conversationAt, places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Picker, type PickerItem } from '../ui/picker.tsx';
import { paletteActions } from './actions.ts';
import { paletteText } from './text.ts';

const conversationsMax = 8;
const peopleMax = 8;

/** People, conversations and actions, from anywhere. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const conversations = useQuery(client.conversations);
  const people = useQuery(client.people);
  const session = useQuery(client.session);
  const [place, go] = usePlace();
  const { show } = useOverlay();
  const [typed, setTyped] = useState('');
  if (session.kind !== 'signed-in') return null;

  const words = folded(typed).split(/\s+/).filter(Boolean);
  const matches = (text: string) => words.every((word) => folded(text).includes(word));
  // Closing first: an action may open the next dialog.
  const andClose = (run: () => void) => () => {
    onClose();
    run();
  };

  const rows: PickerItem[] = conversations
    .filter((row) => matches(namesOf(row)))
    .slice(0, conversationsMax)
    .map((row) => ({
      id: row.conversationId,
      heading: paletteText.conversations,
      onPick: andClose(() => go(places.conversation(row.conversationId))),
      content: (
        <>
          <ConversationAvatar conversation={row} size="small" />
          <bdi className="flex-1 truncate">{conversationName(row)}</bdi>
          {row.reference !== null && (
            <span className="max-w-40 truncate text-[0.8125rem] text-muted">
              {safeName(row.reference.system)} {safeName(row.reference.reference)}
            </span>
          )}
          {row.unread > 0 && <span className="sotto-badge">{row.unread}</span>}
        </>
      ),
    }));
  const known = new Set(conversations.flatMap((row) => (row.kind === 'group' ? [] : [row.person.accountId])));
  const openId = conversationAt(place);
  const others = people.filter((person) => !known.has(person.accountId));
  const persons: PickerItem[] = (words.length === 0 ? [] : matchingPeople(others, typed))
    .slice(0, peopleMax)
    .map((person) => ({
      id: person.accountId,
      heading: paletteText.people,
      onPick: andClose(
        () => void client.openDirectConversation(person.accountId).then((id) => go(places.conversation(id))),
      ),
      content: <PersonRow person={person} />,
    }));
  const actions: PickerItem[] = paletteActions({
    client,
    self: session.self,
    open: conversations.find((row) => row.conversationId === openId),
    go,
    show,
  })
    // One's notes are among the conversations once they are begun.
    .filter((action) => action.id !== 'notes' || !conversations.some((row) => row.kind === 'note-to-self'))
    .filter((action) => matches(action.label))
    .map((action) => ({
      id: action.id,
      heading: paletteText.actions,
      onPick: andClose(action.run),
      content: (
        <>
          <span className="grid size-8 place-items-center rounded-full bg-hover text-muted">
            <action.icon className="size-4" aria-hidden="true" />
          </span>
          {action.label}
        </>
      ),
    }));

  return (
    <OverlayDialog title={paletteText.label} onClose={onClose} shape="palette">
      <Picker
        label={paletteText.label}
        placeholder={paletteText.placeholder}
        typed={typed}
        onType={setTyped}
        items={[...rows, ...persons, ...actions]}
        nothing={paletteText.nothing}
      />
    </OverlayDialog>
  );
}

/** What a conversation is found by: its name, and what it belongs to. */
function namesOf(row: ConversationSummary): string {
  const { system, reference } = row.reference ?? { system: '', reference: '' };
  return `${conversationName(row)} ${system} ${reference}`;
}
