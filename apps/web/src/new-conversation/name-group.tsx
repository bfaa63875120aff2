import { ClientError, type Person } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { GroupFields } from '../groups/group-fields.tsx';
import { type GroupForm, isNamed } from '../groups/group-form.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { ChosenPeople } from './chosen-people.tsx';
import { newConversationText as text } from './text.ts';

type NameGroupProps = {
  readonly people: readonly Person[];
  readonly form: GroupForm;
  readonly onChange: (form: GroupForm) => void;
  readonly onClose: () => void;
};

/** What the new group is called. It is there as soon as the button is pressed. */
export function NameGroup({ people, form, onChange, onClose }: NameGroupProps) {
  const client = useClient();
  const [, go] = usePlace();
  const [failure, setFailure] = useState<string | null>(null);

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!isNamed(form)) return;
    setFailure(null);
    try {
      const id = await client.createGroup({
        name: form.name.trim(),
        description: form.description.trim(),
        picture: form.picture,
        members: people.map((person) => person.accountId),
      });
      go(places.conversation(id));
      onClose();
    } catch (error) {
      const full = error instanceof ClientError && error.code === 'group-full';
      setFailure(full ? text.full : text.failed);
    }
  };

  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={create}>
      <div className="scroll grid flex-1 content-start gap-5 px-6 pt-1 pb-5">
        <GroupFields id="new" form={form} onChange={onChange} focused />
        <ChosenPeople people={people} />
        <FormAlert text={failure} />
      </div>
      <footer className="flex flex-none justify-end border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Button type="submit" disabled={!isNamed(form)}>
          {text.create}
        </Button>
      </footer>
    </form>
  );
}
