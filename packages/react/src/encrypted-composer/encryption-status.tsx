import type { ConversationSummary } from '@sotto/client';
import { Lock, ShieldAlert } from 'lucide-react';
import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';
import { safeName } from '../text/safe-name.ts';
import { encryptedComposerText } from './text.ts';

const text = encryptedComposerText.status;

/** Who can read what is written here, at this moment. There is no state in which it is not encrypted. */
export function EncryptionStatus({ conversation }: { conversation: ConversationSummary }) {
  const connection = useQuery(useClient().connection);
  const changed = conversation.kind === 'direct' && conversation.person.identityChanged;
  const Sign = changed ? ShieldAlert : Lock;
  return (
    <p className="sotto-encryption-status" role="status" data-changed={changed || undefined}>
      <Sign aria-hidden="true" />
      {readersOf(conversation)} {connection.kind === 'offline' && text.waiting}
    </p>
  );
}

function readersOf(conversation: ConversationSummary): string {
  switch (conversation.kind) {
    case 'group':
      return text.group(conversation.memberCount);
    case 'note-to-self':
      return text.notes;
    case 'direct': {
      const name = safeName(conversation.person.displayName);
      return conversation.person.identityChanged ? text.changed(name) : text.direct(name);
    }
  }
}
