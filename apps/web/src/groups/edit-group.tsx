import type { GroupDetails, GroupUpdate } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { GroupFields } from './group-fields.tsx';
import { type GroupForm, isNamed } from './group-form.ts';
import { editText as text } from './text.ts';
import { useWish } from './use-wish.ts';

/** Name, picture and description of a group that is there. */
export function EditGroup({ details, onDone }: { details: GroupDetails; onDone: () => void }) {
  const client = useClient();
  const { name, description, picture } = details;
  const [before] = useState<GroupForm>({ name, description, picture });
  const [form, setForm] = useState(before);
  const [failure, wish] = useWish();
  const update = changes(before, form);
  const changed = Object.keys(update).length > 0;

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (changed && isNamed(form)) wish(() => client.updateGroup(details.conversationId, update), onDone);
  };
  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={save}>
      <div className="scroll grid flex-1 content-start gap-5 px-6 pt-1 pb-6">
        <GroupFields id={details.conversationId} form={form} onChange={setForm} focused />
        <FormAlert text={failure} />
      </div>
      <footer className="flex flex-none justify-end border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Button type="submit" disabled={!changed || !isNamed(form)}>
          {text.save}
        </Button>
      </footer>
    </form>
  );
}

/** Only what somebody touched: two admins may edit different things at once. */
function changes(before: GroupForm, after: GroupForm): GroupUpdate {
  return {
    ...(after.name.trim() === before.name ? {} : { name: after.name.trim() }),
    ...(after.description.trim() === before.description ? {} : { description: after.description.trim() }),
    ...(after.picture === before.picture ? {} : { picture: after.picture }),
  };
}
