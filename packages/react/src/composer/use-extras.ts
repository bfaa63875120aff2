import type { LinkPreview, SottoClient } from '@sotto/client';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../client/use-client.ts';

/** What goes along with a text. */
export type Extras = {
  /** What is said of its link. */
  readonly preview: LinkPreview | null;
  /** Disappears that long after it was read; `null`: it stays; `undefined`: as the conversation has it. */
  readonly expiresInSeconds: number | null | undefined;
};

export const noExtras: Extras = { preview: null, expiresInSeconds: undefined };

/** For this page only, by place; the text itself is kept as the draft. */
const keptOf = new WeakMap<SottoClient, Map<string, Extras>>();

/** What goes along with the text of a conversation or thread, there again when one comes back to it. */
export function useExtras(place: string): readonly [Extras, (change: Partial<Extras>) => void] {
  const client = useClient();
  const [extras, setExtras] = useState(() => keptOf.get(client)?.get(place) ?? noExtras);
  useEffect(() => {
    const kept = keptOf.get(client) ?? new Map<string, Extras>();
    keptOf.set(client, kept);
    if (extras.preview === null && extras.expiresInSeconds === undefined) kept.delete(place);
    else kept.set(place, extras);
  }, [client, place, extras]);
  const change = useCallback((next: Partial<Extras>) => setExtras((now) => ({ ...now, ...next })), []);
  return [extras, change];
}
