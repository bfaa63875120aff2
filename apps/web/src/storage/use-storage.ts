import type { BrowserClient } from '@sotto/store-browser';
import { useEffect, useState } from 'react';

export type Storage = Awaited<ReturnType<BrowserClient['storage']>>;

/** What this browser keeps; null until its database has been tried. */
export function useStorage(storage: () => Promise<Storage>): Storage | null {
  const [answer, setAnswer] = useState<Storage | null>(null);
  useEffect(() => {
    storage().then(setAnswer, () => setAnswer('unavailable'));
  }, [storage]);
  return answer;
}
