import type { AccountId, ConversationId } from '@sotto/client';
import { useGroupDetails } from '@sotto/react';
import { useRef, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { AddPeople } from './add-people.tsx';
import { EditGroup } from './edit-group.tsx';
import { GroupInfo } from './group-info.tsx';
import type { GroupPage } from './group-page.ts';
import { GroupRules } from './group-rules.tsx';
import { LeaveGroup } from './leave-group.tsx';
import { MemberCard } from './member-card.tsx';
import { addText, editText, groupText, leaveText, memberText, rulesText } from './text.ts';

type GroupSheetProps = {
  readonly conversationId: ConversationId;
  readonly member?: AccountId | undefined;
  readonly page?: 'add' | 'leave' | undefined;
  readonly onClose: () => void;
};

const titles: Record<GroupPage['kind'], string> = {
  info: groupText.title,
  member: memberText.title,
  add: addText.title,
  edit: editText.title,
  rules: rulesText.title,
  leave: leaveText.title,
};

/** Everything about a group that one has to ask for, one page at a time. */
export function GroupSheet({ conversationId, member, page: first, onClose }: GroupSheetProps) {
  const details = useGroupDetails(conversationId);
  const [page, setPage] = useState<GroupPage>(
    member === undefined ? { kind: first ?? 'info' } : { kind: 'member', accountId: member },
  );
  // Where the focus returns to on the first page.
  const cameFrom = useRef<GroupPage | null>(null);
  const open = (next: GroupPage) => {
    cameFrom.current = next;
    setPage(next);
  };
  const back = () => setPage({ kind: 'info' });

  return (
    <OverlayDialog
      title={titles[page.kind]}
      onClose={onClose}
      onBack={page.kind === 'info' ? undefined : back}
      shape="sheet"
    >
      {details === null ? (
        <p role="status" className="px-6 text-sm text-muted">
          {groupText.loading}
        </p>
      ) : (
        <>
          {page.kind === 'info' && <GroupInfo details={details} cameFrom={cameFrom.current} onOpen={open} />}
          {page.kind === 'member' && (
            <MemberCard details={details} accountId={page.accountId} onClose={onClose} onGone={back} />
          )}
          {page.kind === 'add' && <AddPeople details={details} onDone={back} />}
          {page.kind === 'edit' && <EditGroup details={details} onDone={back} />}
          {page.kind === 'rules' && <GroupRules details={details} onDone={back} />}
          {page.kind === 'leave' && <LeaveGroup details={details} onCancel={back} onDone={onClose} />}
        </>
      )}
    </OverlayDialog>
  );
}
