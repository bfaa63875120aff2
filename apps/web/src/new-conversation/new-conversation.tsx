import type { Person } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { useEffect, useMemo, useState } from 'react';
import { emptyGroupForm } from '../groups/group-form.ts';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { ChoosePeople } from './choose-people.tsx';
import { NameGroup } from './name-group.tsx';
import { newConversationText as text } from './text.ts';

/** Choosing who to write to: one person, or several as a group. */
export function NewConversation({ onClose }: { onClose: () => void }) {
  const client = useClient();
  const everybody = useQuery(client.people);
  const session = useQuery(client.session);
  const [chosen, setChosen] = useState<readonly Person[]>([]);
  const [naming, setNaming] = useState(false);
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
      title={naming ? text.groupTitle : text.title}
      onClose={onClose}
      onBack={naming ? () => setNaming(false) : undefined}
    >
      <div className="flex h-[36rem] min-h-0 flex-initial flex-col">
        {naming ? (
          <NameGroup people={chosen} form={form} onChange={setForm} onClose={onClose} />
        ) : (
          <ChoosePeople
            people={people}
            chosen={chosen}
            onChoose={setChosen}
            onGroup={() => setNaming(true)}
            onClose={onClose}
          />
        )}
      </div>
    </OverlayDialog>
  );
}
