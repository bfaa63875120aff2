import type { FilePart } from '@sotto/client';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { thumbHashToRGBA } from 'thumbhash';
import { pictureUrl } from '../avatar/picture-url.ts';

/** What is seen until a picture is here: the small one its sender made over the colours of its thumbhash. */
export function Thumb({ file }: { readonly file: Pick<FilePart, 'thumbhash' | 'preview' | 'viewOnce'> }) {
  const { thumbhash, preview, viewOnce } = file;
  const small = preview === null || viewOnce ? undefined : pictureUrl(preview);
  return (
    <>
      {thumbhash !== null && <HashCanvas hash={thumbhash} />}
      {small !== undefined && <img className="sotto-thumb" src={small} alt="" draggable={false} />}
    </>
  );
}

function HashCanvas({ hash }: { readonly hash: Uint8Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const image = useMemo(() => decodeThumbhash(hash), [hash]);
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null || image === null) return;
    element.width = image.width;
    element.height = image.height;
    element.getContext('2d')?.putImageData(new ImageData(image.rgba, image.width, image.height), 0, 0);
  }, [image]);
  return image === null ? null : <canvas className="sotto-thumb" ref={canvas} />;
}

/** Somebody else's bytes: what they do not describe is `null`. */
export function decodeThumbhash(
  hash: Uint8Array,
): { width: number; height: number; rgba: Uint8ClampedArray<ArrayBuffer> } | null {
  if (hash.length < 5 || hash.length > 32) return null;
  const { w: width, h: height, rgba } = thumbHashToRGBA(hash);
  const sound = width >= 1 && height >= 1 && width <= 32 && height <= 32;
  return sound ? { width, height, rgba: new Uint8ClampedArray(rgba) } : null;
}
