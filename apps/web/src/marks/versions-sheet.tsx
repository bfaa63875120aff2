import type { MessageVersion } from '@sotto/client';
import { fullTime, Markdown, useClient } from '@sotto/react';
import { useEffect, useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { marksText as text } from './text.ts';

type VersionsSheetProps = { readonly messageId: string; readonly onClose: () => void };

/** What a message said before, the newest first. */
export function VersionsSheet({ messageId, onClose }: VersionsSheetProps) {
  const client = useClient();
  const [versions, setVersions] = useState<readonly MessageVersion[] | null>(null);
  useEffect(() => {
    client.messageVersions(messageId).then(setVersions, () => setVersions([]));
  }, [client, messageId]);
  return (
    <OverlayDialog title={text.versionsTitle} onClose={onClose} shape="sheet">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable */}
      <div className="scroll flex-1 px-6 pb-8" tabIndex={0}>
        {versions === null && <p role="status">{text.loading}</p>}
        {versions?.length === 0 && <p className="text-sm text-muted">{text.versionsNone}</p>}
        <ol className="grid gap-5">
          {versions?.map(({ at, parts }, index) => (
            // Versions are only ever put before the others; times can be the same.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={versions.length - index} className="grid gap-1.5">
              <p className="text-[0.8125rem] text-muted">
                <time dateTime={new Date(at).toISOString()}>{fullTime(at)}</time>
                {index === 0 && ` · ${text.versionNow}`}
                {index === versions.length - 1 && ` · ${text.versionFirst}`}
              </p>
              <div className="rounded-2xl bg-hover px-3.5 py-2 text-[0.9375rem]">
                {parts.map((part, at) =>
                  part.kind === 'text' ? (
                    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a version never change places
                    <Markdown key={at} text={part.text} mentions={part.mentions} />
                  ) : null,
                )}
              </div>
            </li>
          ))}
        </ol>
      </div>
    </OverlayDialog>
  );
}
