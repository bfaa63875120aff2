import type { AccountId } from '@sotto/client';
import { createContext } from 'react';

/** Begins a conversation with somebody whose card was sent; null where the page has no place for one. */
export const WriteToContext = createContext<((accountId: AccountId) => Promise<void>) | null>(null);
