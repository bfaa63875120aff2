import type { Person } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { useEffect, useMemo, useState } from 'react';
import { emptyGroupForm } from '../groups/group-form.ts';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { ChoosePeople } from './choose-people.tsx';
import { NameGroup } from './name-group.tsx';
import { NameSubject } from './name-subject.tsx';
import { newConversationText as text } from './text.ts';

const titles = { people: text.title, group: text.groupTitle, subject: text.subjectTitle };

/** Choosing who to write to: one person, or several as a group. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const everybody = useQuery(client.people);
  const session = useQuery(client.session);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [page, setPage] = useState<'people' | 'group' | 'subject'>('people');
  const [form, setForm] = useState(emptyGroupForm);
  useEffect(() => {
    client.refreshPeople().catch(() => {});
  }, [client]);

  const selfId = session.kind === 'signed-in' ? session.self.accountId : null;
  const people = useMemo(
    () => everybody.filter((person) => person.accountId !== selfId),
    [everybody, selfId],
  );
  return (
    <OverlayDialog
      title={titles[page]}
      onClose={onClose}
      onBack={page === 'people' ? undefined : () => setPage('people')}
    >
      <div className="flex h-[36rem] min-h-0 flex-initial flex-col">
        {page === 'group' && <NameGroup people={chosen} form={form} onChange={setForm} onClose={onClose} />}
        {page === 'subject' && <NameSubject people={chosen} onClose={onClose} />}
        {page === 'people' && (
          <ChoosePeople
            people={people}
            chosen={chosen}
            onChoose={setChosen}
            onGroup={() => setPage('group')}
            onSubject={() => setPage('subject')}
            onClose={onClose}
          />
        )}
      </div>
    </OverlayDialog>
  );
}
