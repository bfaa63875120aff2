import { ClientError } from '@sotto/client';
import { useState } from 'react';
import { groupText as text } from './text.ts';

/** Asks for something about a group; says in words why it was refused at once. */
export function useWish(): readonly [
  failure: string | null,
  wish: (asking: () => Promise<void>, done?: () => void) => void,
] {
  const [failure, setFailure] = useState<string | null>(null);
  const wish = (asking: () => Promise<void>, done?: () => void) => {
    setFailure(null);
    asking().then(done, (error: unknown) => {
      const code = error instanceof ClientError ? error.code : '';
      setFailure(text.refusals[code] ?? text.failed);
    });
  };
  return [failure, wish];
}
