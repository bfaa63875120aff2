import type { SottoClient } from '@sotto/client';
import type { ReactNode } from 'react';
import { ClientContext } from './client-context.ts';

/** Gives every component below it the client it shows. */
export function SottoProvider({ client, children }: { client: SottoClient; children: ReactNode }) {
  return <ClientContext value={client}>{children}</ClientContext>;
}
