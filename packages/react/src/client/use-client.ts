import type { SottoClient } from '@sotto/client';
import { use } from 'react';
import { ClientContext } from './client-context.ts';

/** The client of the nearest provider. */
export function useClient(): SottoClient {
  const client = use(ClientContext);
  if (client === null) throw new Error('useClient needs a SottoProvider above it');
  return client;
}
