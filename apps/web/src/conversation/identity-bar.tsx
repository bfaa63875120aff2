import type { Person } from '@sotto/client';
import { safeName, useClient } from '@sotto/react';
import { ShieldAlert } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { conversationText } from './text.ts';

/** Stands before the composer while a changed safety number waits for a decision. */
export function IdentityBar({ person, onCompare }: { person: Person; onCompare: () => void }) {
  const client = useClient();
  const name = safeName(person.displayName);
  return (
    <div role="alert" className="mx-4 mb-3 flex gap-3 rounded-xl bg-warning-soft p-4">
      <ShieldAlert className="mt-0.5 size-5 flex-none text-warning" aria-hidden="true" />
      <div className="grid gap-2.5">
        <p className="grid gap-0.5 text-sm">
          <b className="font-semibold">{conversationText.changedTitle(name)}</b>
          <span className="text-muted">{conversationText.changedText(name)}</span>
        </p>
        <div className="flex flex-wrap gap-2">
          <Button size="small" onClick={onCompare}>
            {conversationText.compare}
          </Button>
          <Button
            size="small"
            look="outline"
            onClick={() => void client.acceptChangedIdentity(person.accountId)}
          >
            {conversationText.sendAnyway}
          </Button>
        </div>
      </div>
    </div>
  );
}
