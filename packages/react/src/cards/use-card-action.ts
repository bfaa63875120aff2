import { useCallback, useState } from 'react';

/** Does what a card asks for; `failed` until the next try when it could not be done. */
export function useCardAction(): readonly [failed: boolean, act: (action: () => Promise<unknown>) => void] {
  const [failed, setFailed] = useState(false);
  const act = useCallback((action: () => Promise<unknown>) => {
    setFailed(false);
    action().catch(() => setFailed(true));
  }, []);
  return [failed, act];
}
