import type { ConversationDetails, ConversationSummary } from '@sotto/client';
import { Avatar, conversationName, safeName, shortDate, useClient, useQuery } from '@sotto/react';
import { Lock, MonitorSmartphone, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { detailsText } from './details-text.ts';
import { Verification } from './verification.tsx';

type DetailsSheetProps = {
  readonly conversationId: ConversationSummary['conversationId'];
  readonly onClose: () => void;
};

/** Everything about a conversation that one has to ask for. */
export function DetailsSheet({ conversationId, onClose }: DetailsSheetProps) {
  const client = useClient();
  const conversation = useQuery(client.conversations).find((row) => row.conversationId === conversationId);
  const [details, setDetails] = useState<ConversationDetails | 'failed' | null>(null);
  useEffect(() => {
    client.conversationDetails(conversationId).then(setDetails, () => setDetails('failed'));
  }, [client, conversationId]);

  if (conversation === undefined || conversation.kind === 'group') return null;
  const { person, kind } = conversation;
  const notes = kind === 'note-to-self';
  const name = safeName(person.displayName);
  return (
    <OverlayDialog title={notes ? detailsText.notesTitle : detailsText.title} onClose={onClose} shape="sheet">
      <div className="scroll grid flex-1 content-start gap-7 px-6 pb-8">
        <div className="grid justify-items-center gap-3 pt-2 text-center [--avatar-ring:var(--sotto-raised)]">
          <Avatar person={person} size="huge" notes={notes} />
          <div className="grid gap-0.5">
            <p className="text-xl font-semibold tracking-tight">
              <bdi>{conversationName(conversation)}</bdi>
            </p>
            {!notes && (
              <p className="text-sm text-muted">
                @{safeName(person.username)} · {detailsText.roles[person.role]}
              </p>
            )}
          </div>
        </div>
        <section className="grid gap-3.5" aria-label={detailsText.privacy}>
          <div className="flex gap-3 rounded-xl bg-selected p-4">
            <Lock className="mt-0.5 size-4.5 flex-none text-accent-ink" aria-hidden="true" />
            <p className="grid gap-0.5 text-sm">
              <b className="font-semibold">{notes ? detailsText.notesLockTitle : detailsText.lockTitle}</b>
              <span className="text-muted">
                {notes ? detailsText.notesLockText : detailsText.lockText(name)}
              </span>
            </p>
          </div>
          {details === 'failed' && <p className="text-sm text-muted">{detailsText.failed}</p>}
          {details !== null && details !== 'failed' && (
            <ul className="grid gap-2.5 ps-1 text-sm text-muted">
              <li className="flex items-center gap-3">
                <MonitorSmartphone className="size-4 flex-none" aria-hidden="true" />
                {detailsText.devices(details.deviceCount)}
              </li>
              {!notes && (
                <li className="flex items-center gap-3">
                  <RefreshCw className="size-4 flex-none" aria-hidden="true" />
                  {details.lastHandshakeAt === null
                    ? detailsText.sinceNever
                    : detailsText.since(shortDate(details.lastHandshakeAt))}
                </li>
              )}
            </ul>
          )}
        </section>
        {!notes && <Verification person={person} />}
      </div>
    </OverlayDialog>
  );
}
