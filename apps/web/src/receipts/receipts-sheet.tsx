import type { ConversationId, MessageReceipt } from '@sotto/client';
import {
  Avatar,
  clockTime,
  fullTime,
  plainPreview,
  safeName,
  Ticks,
  useClient,
  useMessages,
} from '@sotto/react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { receiptsText as text } from './text.ts';

type ReceiptsSheetProps = {
  readonly conversationId: ConversationId;
  readonly messageId: string;
  readonly onClose: () => void;
};

const states = ['read', 'delivered', 'sent'] as const;

/** Whom a message has reached, one by one. It goes on while one looks. */
export function ReceiptsSheet({ conversationId, messageId, onClose }: ReceiptsSheetProps) {
  const client = useClient();
  const { timeline } = useMessages(conversationId);
  const [receipts, setReceipts] = useState<readonly MessageReceipt[] | null>(null);
  const item = timeline?.items.find((one) => one.id === messageId);
  const message = item?.kind === 'message' ? item : null;
  const { read, delivered } = message?.receipts ?? { read: 0, delivered: 0 };

  // biome-ignore lint/correctness/useExhaustiveDependencies: asked again whenever one more has it
  useEffect(() => {
    let current = true;
    client.messageReceipts(conversationId, messageId).then(
      (answer) => {
        if (current) setReceipts(answer);
      },
      () => setReceipts([]),
    );
    return () => {
      current = false;
    };
  }, [client, conversationId, messageId, read, delivered]);

  return (
    <OverlayDialog title={text.title} onClose={onClose} shape="sheet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <div className="scroll grid flex-1 content-start gap-6 px-6 pb-8" tabIndex={0}>
        {message !== null && (
          <p className="justify-self-end rounded-2xl rounded-ee-md bg-accent px-3.5 py-2 text-[0.9375rem] text-on-accent wrap-anywhere">
            {plainPreview(message.text)}
          </p>
        )}
        {receipts === null ? (
          <p role="status" className="text-sm text-muted">
            {text.loading}
          </p>
        ) : (
          states.map((state) => <Reached key={state} state={state} receipts={receipts} />)
        )}
        <p className="text-[0.8125rem] text-muted">{receipts?.length === 0 ? text.none : text.note}</p>
      </div>
    </OverlayDialog>
  );
}

type ReachedProps = {
  readonly state: (typeof states)[number];
  readonly receipts: readonly MessageReceipt[];
};

function Reached({ state, receipts }: ReachedProps) {
  const those = receipts.filter((receipt) => receipt.state === state);
  if (those.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="flex items-center gap-2 text-sm font-semibold text-accent-ink">
        <Ticks state={state} />
        {text[state](those.length)}
      </h3>
      <ul className="grid">
        {those.map(({ person, at }) => (
          <li key={person.accountId} className="flex items-center gap-3 py-1.5">
            <Avatar person={{ accountId: person.accountId, displayName: person.name }} size="small" />
            <bdi className="min-w-0 flex-1 truncate text-[0.9375rem]">{safeName(person.name)}</bdi>
            {at !== null && (
              <time
                className="flex-none text-[0.8125rem] text-muted tabular-nums"
                dateTime={new Date(at).toISOString()}
                title={fullTime(at)}
              >
                {clockTime(at)}
              </time>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
