import type { AccountId, GroupDetails } from '@sotto/client';
import { Avatar, safeName, shortDate, useClient } from '@sotto/react';
import {
  BadgeCheck,
  CalendarDays,
  MessageCircle,
  MonitorSmartphone,
  MoonStar,
  Shield,
  ShieldAlert,
} from 'lucide-react';
import { useEffect, useState } from 'react';
import { Verification } from '../conversation/verification.tsx';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { MemberRole } from './member-role.tsx';
import { RemoveMember } from './remove-member.tsx';
import { roleText, memberText as text } from './text.ts';

type MemberCardProps = {
  readonly details: GroupDetails;
  readonly accountId: AccountId;
  readonly onClose: () => void;
  /** There is no such member, or no longer. */
  readonly onGone: () => void;
};

/** One member: who they are, what they may do here, and what one may do about it. */
export function MemberCard({ details, accountId, onClose, onGone }: MemberCardProps) {
  const client = useClient();
  const [, go] = usePlace();
  const [checking, setChecking] = useState(false);
  const member = details.members.find((one) => one.person.accountId === accountId);
  const gone = member === undefined;
  useEffect(() => {
    if (gone) onGone();
  }, [gone, onGone]);
  if (member === undefined) return null;

  const { person, self, role, devices, joinedAt } = member;
  const silent = devices.filter((device) => device.silent).length;
  const name = safeName(person.displayName);
  const write = async () => {
    go(places.conversation(await client.openDirectConversation(accountId)));
    onClose();
  };
  const Sign = person.identityChanged ? ShieldAlert : person.verified ? BadgeCheck : Shield;
  const mayRemove = details.may.remove.includes(accountId);
  return (
    <div className="scroll grid flex-1 content-start gap-6 px-6 pb-8">
      <div className="grid justify-items-center gap-3 pt-1 text-center">
        <Avatar person={person} size="huge" />
        <div className="grid min-w-0 gap-0.5">
          <p className="text-xl font-semibold tracking-tight wrap-anywhere">
            <bdi>{name}</bdi>
          </p>
          <p className="text-sm text-muted">
            @{safeName(person.username)} · {roleText.names[role]}
          </p>
        </div>
        {!self && (
          <Button onClick={() => void write()}>
            <MessageCircle className="size-4" aria-hidden="true" />
            {text.write}
          </Button>
        )}
      </div>
      <ul className="grid gap-2.5 text-sm text-muted">
        <li className="flex items-center gap-3">
          <MonitorSmartphone className="size-4 flex-none" aria-hidden="true" />
          {self ? text.devicesOwn(devices.length) : text.devices(devices.length)}
        </li>
        {silent > 0 && (
          <li className="flex items-center gap-3">
            <MoonStar className="size-4 flex-none" aria-hidden="true" />
            {text.silent(silent)}
          </li>
        )}
        {joinedAt !== null && (
          <li className="flex items-center gap-3">
            <CalendarDays className="size-4 flex-none" aria-hidden="true" />
            {text.joined(shortDate(joinedAt))}
          </li>
        )}
        {!self && (
          <li className="flex items-center gap-3">
            <Sign
              className={`size-4 flex-none ${person.identityChanged ? 'text-warning' : ''}`}
              aria-hidden="true"
            />
            {person.identityChanged ? text.changed : person.verified ? text.verified : text.notVerified}
          </li>
        )}
      </ul>
      {!self && !checking && (
        <Button look="outline" onClick={() => setChecking(true)}>
          {text.check}
        </Button>
      )}
      {checking && <Verification person={person} />}
      <MemberRole key={role} details={details} member={member} />
      {mayRemove && <RemoveMember details={details} person={person} onDone={onGone} />}
      {!mayRemove && !self && details.ownRole === 'admin' && role !== 'member' && (
        <p className="text-sm text-muted">{text.mayNot.removeAdmin}</p>
      )}
    </div>
  );
}
