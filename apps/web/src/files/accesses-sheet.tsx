import type { FileAccess } from '@sotto/client';
import { Avatar, clockTime, fullTime, safeName, shortDate, useClient } from '@sotto/react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { accessesText as text } from './text.ts';

type AccessesSheetProps = { readonly fileId: string; readonly name: string; readonly onClose: () => void };

/** Who fetched or passed on a file, as the server saw it. */
export function AccessesSheet({ fileId, name, onClose }: AccessesSheetProps) {
  const client = useClient();
  const [accesses, setAccesses] = useState<readonly FileAccess[] | 'failed' | null>(null);
  useEffect(() => {
    client.fileAccesses(fileId).then(setAccesses, () => setAccesses('failed'));
  }, [client, fileId]);
  return (
    <OverlayDialog title={text.title} onClose={onClose} shape="sheet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <div className="scroll grid flex-1 content-start gap-5 px-6 pb-8" tabIndex={0}>
        <bdi className="text-sm font-medium wrap-anywhere">{name}</bdi>
        {accesses === null && (
          <p role="status" className="text-sm text-muted">
            {text.loading}
          </p>
        )}
        {accesses === 'failed' && <p className="text-sm text-muted">{text.failed}</p>}
        {Array.isArray(accesses) && <AccessList accesses={accesses} />}
        <p className="text-[0.8125rem] text-muted">{text.note}</p>
      </div>
    </OverlayDialog>
  );
}

function AccessList({ accesses }: { readonly accesses: readonly FileAccess[] }) {
  const others = accesses.filter(({ person }) => !person.self);
  if (others.length === 0) return <p className="text-sm text-muted">{text.none}</p>;
  return (
    <ul className="grid">
      {others.map(({ person, deviceId, action, firstAt, lastAt }) => (
        <li key={`${person.accountId} ${deviceId} ${action}`} className="flex items-center gap-3 py-2">
          <Avatar person={{ accountId: person.accountId, displayName: person.name }} size="small" />
          <span className="grid min-w-0 flex-1">
            <bdi className="truncate text-[0.9375rem]">{safeName(person.name)}</bdi>
            <span className="text-[0.8125rem] text-muted">{text[action]}</span>
          </span>
          <time
            className="flex-none text-end text-[0.8125rem] text-muted tabular-nums"
            dateTime={new Date(lastAt).toISOString()}
            title={text.first(fullTime(firstAt))}
          >
            {shortDate(lastAt)}
            <br />
            {clockTime(lastAt)}
          </time>
        </li>
      ))}
    </ul>
  );
}
