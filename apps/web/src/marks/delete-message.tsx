import type { TimelineMessage } from '@sotto/client';
import { plainPreview, useClient } from '@sotto/react';
import { useState } from 'react';
import { OverlayDialog } from '../overlay/overlay-dialog.tsx';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { marksText as text } from './text.ts';

type DeleteMessageProps = { readonly message: TimelineMessage; readonly onClose: () => void };

/** Asks whether a message goes here, or everywhere. */
export function DeleteMessage({ message, onClose }: DeleteMessageProps) {
  const client = useClient();
  const [failed, setFailed] = useState(false);
  const everywhere = message.mine && !message.deleted && message.state !== 'failed';
  const run = (deleting: Promise<void>) => {
    deleting.then(onClose, () => setFailed(true));
  };
  return (
    <OverlayDialog title={text.deleteTitle} onClose={onClose}>
      <div className="grid gap-4 px-6 pb-6">
        {message.text !== '' && (
          <p
            className="line-clamp-3 rounded-xl bg-hover px-3.5 py-2.5 text-[0.9375rem] wrap-anywhere"
            dir="auto"
          >
            {plainPreview(message.text)}
          </p>
        )}
        <p className="text-sm text-muted">{everywhere ? text.mineText : text.otherText}</p>
        <FormAlert text={failed ? text.failed : null} />
        <div className="grid gap-2">
          {everywhere && (
            <Button look="danger" onClick={() => run(client.deleteForEveryone(message.id))}>
              {text.deleteForEveryone}
            </Button>
          )}
          <Button look="warn" onClick={() => run(client.deleteForMe([message.id]))}>
            {text.deleteForMe}
          </Button>
          <Button look="quiet" onClick={onClose}>
            {text.cancel}
          </Button>
        </div>
      </div>
    </OverlayDialog>
  );
}
