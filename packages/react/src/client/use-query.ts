import type { Query } from '@sotto/client';
import { useCallback, useSyncExternalStore } from 'react';

/** The current value of a query; the component is drawn again when it changes. */
export function useQuery<Value>(query: Query<Value>): Value {
  const subscribe = useCallback((listener: () => void) => query.subscribe(listener), [query]);
  return useSyncExternalStore(subscribe, () => query.current);
}
