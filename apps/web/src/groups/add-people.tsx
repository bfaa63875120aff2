import type { GroupDetails, Person } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { useEffect, useMemo, useState } from 'react';
import { PeoplePicker } from '../people/people-picker.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { addText as text } from './text.ts';
import { useWish } from './use-wish.ts';

/** Choosing whom to add; they are shown as being added at once. */
export function AddPeople({ details, onDone }: { details: GroupDetails; onDone: () => void }) {
  const client = useClient();
  const everybody = useQuery(client.people);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [failure, wish] = useWish();
  useEffect(() => {
    client.refreshPeople().catch(() => {});
  }, [client]);
  const people = useMemo(() => {
    const members = new Set(details.members.map((member) => member.person.accountId));
    return everybody.filter((person) => !members.has(person.accountId));
  }, [everybody, details.members]);

  const add = () => {
    if (chosen.length === 0) return;
    const accounts = chosen.map((person) => person.accountId);
    wish(() => client.addMembers(details.conversationId, accounts), onDone);
  };
  return (
    <PeoplePicker
      label={text.label}
      nobody={text.nobody}
      people={people}
      chosen={chosen}
      onChoose={setChosen}
      onDone={add}
    >
      {failure !== null && (
        <div className="w-full">
          <FormAlert text={failure} />
        </div>
      )}
      <Button disabled={chosen.length === 0} onClick={add}>
        {chosen.length === 0 ? text.choose : text.add(chosen.length)}
      </Button>
    </PeoplePicker>
  );
}
