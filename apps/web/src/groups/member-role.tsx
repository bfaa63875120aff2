import type { GroupDetails, GroupMember, GroupRole } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { groupText, roleText, memberText as text } from './text.ts';
import { useWish } from './use-wish.ts';

const roles: readonly GroupRole[] = ['member', 'admin', 'owner'];

type MemberRoleProps = { readonly details: GroupDetails; readonly member: GroupMember };

/** What somebody may do here; owners change it, everybody else is told who does. */
export function MemberRole({ details, member }: MemberRoleProps) {
  const client = useClient();
  const { person, role } = member;
  const [chosen, setChosen] = useState(role);
  const [failure, wish] = useWish();
  if (!details.may.changeRole.includes(person.accountId)) {
    return details.ownRole === 'admin' && !member.self ? (
      <p className="text-sm text-muted">{text.mayNot.role}</p>
    ) : null;
  }
  const name = member.self ? groupText.you : safeName(person.displayName);
  const change = () => wish(() => client.setRole(details.conversationId, person.accountId, chosen));
  return (
    <fieldset className="grid gap-2.5">
      <legend className="mb-2.5 text-sm font-semibold">{text.role}</legend>
      {roles.map((one) => (
        <label key={one} className="choice">
          <input
            type="radio"
            name="group-role"
            value={one}
            checked={chosen === one}
            onChange={() => setChosen(one)}
          />
          <span className="grid gap-0.5 text-sm">
            <span className="font-medium">{roleText.names[one]}</span>
            <span className="text-muted">{roleText.can[one]}</span>
          </span>
        </label>
      ))}
      {chosen !== role && (
        <div className="grid gap-2.5 pt-1">
          <p role="status" className="text-sm text-muted">
            {text.confirmRole[chosen](name)}
          </p>
          <Button busy={member.pending === 'role'} onClick={change}>
            {text.changeRole(roleText.names[chosen])}
          </Button>
        </div>
      )}
      <FormAlert text={failure} />
    </fieldset>
  );
}
