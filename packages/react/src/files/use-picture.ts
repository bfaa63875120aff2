import type { FilePart } from '@sotto/client';
import { useCallback, useEffect, useState } from 'react';
import { useClient } from '../client/use-client.ts';
import { openedPictures } from './opened-pictures.ts';

export type Picture =
  /** Fetched when `open` is called. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'drawn'; readonly url: string }
  /** It does not begin like what it is said to be, or stands for more pixels than are decoded. */
  | { readonly kind: 'not-drawn' }
  | { readonly kind: 'failed' };

/** Fetched as soon as they are in view; larger ones when they are asked for. */
const unaskedBytesMax = 8 * 1024 * 1024;

/** A picture of a message, for as long as it is shown. */
export function usePicture(file: FilePart, asked = false): { picture: Picture; open: () => void } {
  const client = useClient();
  const { fileId, bytes, viewOnce, state } = file;
  const openable = (state.kind === 'here' || state.kind === 'remote') && !viewOnce;
  const unasked = asked || state.kind === 'here' || bytes <= unaskedBytesMax;
  const [wanted, setWanted] = useState(unasked);
  const [picture, setPicture] = useState<Picture>({ kind: openable && unasked ? 'opening' : 'closed' });

  useEffect(() => {
    if (!openable || !wanted) return;
    setPicture((now) => (now.kind === 'drawn' ? now : { kind: 'opening' }));
    const { opening, release } = openedPictures(client).hold(fileId);
    let shown = true;
    opening.then(
      (opened) => {
        if (shown) setPicture(opened);
      },
      () => {
        if (!shown) return;
        setWanted(false);
        setPicture({ kind: 'failed' });
      },
    );
    return () => {
      shown = false;
      release();
    };
  }, [client, fileId, openable, wanted]);

  return { picture, open: useCallback(() => setWanted(true), []) };
}
