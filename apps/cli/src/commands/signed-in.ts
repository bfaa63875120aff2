import type { Query, Self, SottoClient } from '@sotto/client';
import { RefusedError } from '../command.ts';

/** Who is signed in here; refused when nobody is. */
export async function signedIn(client: SottoClient): Promise<Self> {
  const state = await settled(client.session, (session) => session.kind !== 'starting');
  if (state.kind !== 'signed-in') throw new RefusedError('not-signed-in', 'sign in first: sotto sign-in');
  return state.self;
}

/** The value of a query as soon as `when` holds. */
export function settled<Value>(
  query: Query<Value>,
  when: (value: Value) => boolean,
  signal?: AbortSignal,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    let release = () => {};
    const stop = () => {
      release();
      reject(new RefusedError('stopped', 'stopped'));
    };
    const look = () => {
      if (!when(query.current)) return false;
      release();
      signal?.removeEventListener('abort', stop);
      resolve(query.current);
      return true;
    };
    if (signal?.aborted) return stop();
    if (look()) return;
    release = query.subscribe(look);
    signal?.addEventListener('abort', stop, { once: true });
  });
}
