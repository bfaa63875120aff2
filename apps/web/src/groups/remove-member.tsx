import type { GroupDetails, Person } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { UserMinus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { memberText as text } from './text.ts';
import { useWish } from './use-wish.ts';

type RemoveMemberProps = {
  readonly details: GroupDetails;
  readonly person: Person;
  readonly onDone: () => void;
};

/** Removing somebody, asked once more with what it means. */
export function RemoveMember({ details, person, onDone }: RemoveMemberProps) {
  const client = useClient();
  const [asked, setAsked] = useState(false);
  const [failure, wish] = useWish();
  const name = safeName(person.displayName);
  const remove = () => wish(() => client.removeMember(details.conversationId, person.accountId), onDone);
  if (!asked) {
    return (
      <Button look="warn" onClick={() => setAsked(true)}>
        <UserMinus className="size-4" aria-hidden="true" />
        {text.remove}
      </Button>
    );
  }
  return (
    <section className="grid gap-3 rounded-xl bg-danger-soft p-4" aria-label={text.removeTitle(name)}>
      <div className="grid gap-1 text-sm">
        <h3 className="font-semibold">{text.removeTitle(name)}</h3>
        <p className="text-muted">{text.removeDetail(name)}</p>
      </div>
      <FormAlert text={failure} />
      <div className="flex gap-2">
        <Button look="quiet" autoFocus onClick={() => setAsked(false)}>
          {text.cancel}
        </Button>
        <Button look="danger" onClick={remove}>
          {text.removeConfirm}
        </Button>
      </div>
    </section>
  );
}
