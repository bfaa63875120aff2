import { useCallback, useState } from 'react';

export type SaveState = 'idle' | 'busy' | 'saved' | 'failed';

/** Runs an action and says how it goes. */
export function useSave(action: () => Promise<void>): readonly [SaveState, () => void] {
  const [state, setState] = useState<SaveState>('idle');
  const save = useCallback(() => {
    setState('busy');
    action().then(
      () => setState('saved'),
      () => setState('failed'),
    );
  }, [action]);
  return [state, save];
}
