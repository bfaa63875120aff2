import type { AccountId, GroupDetails } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { useState } from 'react';
import { ChoiceMark } from '../people/choice-mark.tsx';
import { PersonRow } from '../people/person-row.tsx';
import { pickerText } from '../people/text.ts';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { Picker } from '../ui/picker.tsx';
import { matchingMembers } from './matching-members.ts';
import { roleText, leaveText as text } from './text.ts';
import { useWish } from './use-wish.ts';

const shownMax = 100;

type LeaveGroupProps = {
  readonly details: GroupDetails;
  readonly onCancel: () => void;
  readonly onDone: () => void;
};

/** Leaving, asked once more; the last owner says first who takes over. */
export function LeaveGroup({ details, onCancel, onDone }: LeaveGroupProps) {
  const client = useClient();
  const [typed, setTyped] = useState('');
  const [successor, setSuccessor] = useState<AccountId | null>(null);
  const [failure, wish] = useWish();
  const others = details.members.filter((member) => !member.self && member.pending !== 'removing');
  const needsOwner = !details.may.leave && others.length > 0;
  const heir = others.find((member) => member.person.accountId === successor)?.person ?? null;

  const leave = () =>
    wish(
      () => client.leaveGroup(details.conversationId, successor === null ? undefined : { successor }),
      onDone,
    );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="grid flex-none gap-2 px-6 pb-5">
        <h3 className="text-xl font-semibold tracking-tight wrap-anywhere">
          {text.heading(safeName(details.name))}
        </h3>
        <p className="text-[0.9375rem] text-muted">{text.detail}</p>
        {others.length === 0 && <p className="text-[0.9375rem] text-muted">{text.last}</p>}
        {needsOwner && (
          <div className="grid gap-0.5 pt-3 text-sm">
            <b className="font-semibold">{text.successor}</b>
            <span className="text-muted">{text.successorDetail}</span>
          </div>
        )}
        <FormAlert text={failure} />
      </div>
      {needsOwner && (
        <Picker
          label={text.successor}
          placeholder={pickerText.placeholder}
          typed={typed}
          onType={setTyped}
          nothing={pickerText.nothing}
          items={matchingMembers(others, typed)
            .slice(0, shownMax)
            .map(({ person, role }) => ({
              id: person.accountId,
              chosen: person.accountId === successor,
              content: (
                <>
                  <PersonRow person={person} tag={role === 'member' ? '' : roleText.names[role]} />
                  <ChoiceMark on={person.accountId === successor} />
                </>
              ),
              onPick: () => setSuccessor(person.accountId),
            }))}
        />
      )}
      <footer
        className={`flex flex-none flex-wrap gap-2 px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))] ${needsOwner ? 'justify-end border-t border-line' : 'px-6'}`}
      >
        <Button look="quiet" autoFocus={!needsOwner} onClick={onCancel}>
          {text.cancel}
        </Button>
        <Button look="danger" disabled={needsOwner && heir === null} onClick={leave}>
          {!needsOwner
            ? text.leave
            : heir === null
              ? text.choose
              : text.leaveWith(safeName(heir.displayName))}
        </Button>
      </footer>
    </div>
  );
}
