import type { ConversationId, Person } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { Bookmark } from 'lucide-react';
import { folded } from '../people/matches.ts';
import { PeoplePicker } from '../people/people-picker.tsx';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import type { PickerItem } from '../ui/picker.tsx';
import { newConversationText as text } from './text.ts';

type ChoosePeopleProps = {
  readonly people: readonly Person[];
  readonly chosen: readonly Person[];
  readonly onChoose: (chosen: readonly Person[]) => void;
  readonly onGroup: () => void;
  readonly onSubject: () => void;
  readonly onClose: () => void;
};

/** One chip is a conversation with that person, several are a group. */
export function ChoosePeople({ people, chosen, onChoose, onGroup, onSubject, onClose }: ChoosePeopleProps) {
  const client = useClient();
  const [, go] = usePlace();
  const open = async (opening: Promise<ConversationId>) => {
    go(places.conversation(await opening));
    onClose();
  };
  const [only] = chosen;
  const direct = only !== undefined && chosen.length === 1 ? only : null;
  const goOn = () => {
    if (direct !== null) void open(client.openDirectConversation(direct.accountId));
    else onGroup();
  };

  const notes = (typed: string): readonly PickerItem[] =>
    chosen.length === 0 && folded(text.noteToSelf).includes(folded(typed.trim()))
      ? [
          {
            id: 'notes',
            onPick: () => void open(client.openNoteToSelf()),
            content: (
              <>
                <span className="grid size-11 flex-none place-items-center rounded-full bg-accent text-on-accent">
                  <Bookmark className="size-5" aria-hidden="true" />
                </span>
                <span className="grid">
                  <span className="text-[0.9375rem] font-medium">{text.noteToSelf}</span>
                  <span className="text-[0.8125rem] text-muted">{text.noteToSelfDetail}</span>
                </span>
              </>
            ),
          },
        ]
      : [];

  return (
    <PeoplePicker
      label={text.label}
      people={people}
      chosen={chosen}
      onChoose={onChoose}
      onDone={goOn}
      others={notes}
    >
      {direct !== null && (
        <Button look="quiet" onClick={onGroup}>
          {text.makeGroup}
        </Button>
      )}
      {only !== undefined && (
        <Button look="quiet" onClick={onSubject}>
          {text.withSubject}
        </Button>
      )}
      <Button disabled={only === undefined} onClick={goOn} className="max-w-full">
        <span className="truncate">
          {only === undefined
            ? text.choose
            : direct === null
              ? text.groupOf(chosen.length)
              : text.writeTo(safeName(direct.displayName))}
        </span>
      </Button>
    </PeoplePicker>
  );
}
