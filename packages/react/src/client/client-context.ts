import type { SottoClient } from '@sotto/client';
import { createContext } from 'react';

/** The one client of the page; null outside a provider. */
export const ClientContext = createContext<SottoClient | null>(null);
