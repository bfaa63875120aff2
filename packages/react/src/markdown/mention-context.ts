import type { AccountId, NamedPerson } from '@sotto/client';
import { createContext } from 'react';

/** Who is mentioned in the text around, and how to show who they are. */
export const MentionContext = createContext<{
  readonly people: readonly NamedPerson[];
  readonly onPerson: ((accountId: AccountId) => void) | undefined;
}>({ people: [], onPerson: undefined });
