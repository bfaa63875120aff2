import type { KeyboardEvent } from 'react';
import type { Format } from './formats.ts';

export type ComposerKey = { readonly kind: 'send' } | { readonly kind: 'format'; readonly format: Format };

const withControl: Record<string, Format> = { b: 'bold', i: 'italic', e: 'code' };
const withControlShift: Record<string, Format> = { x: 'strike' };

/** What a key means in the composer; null when it only types. */
export function composerKey(event: KeyboardEvent<HTMLTextAreaElement>): ComposerKey | null {
  if (isComposing(event)) return null;
  const control = event.ctrlKey || event.metaKey;
  if (event.key === 'Enter') {
    if (control) return { kind: 'send' };
    return event.shiftKey || event.altKey || touchOnly() ? null : { kind: 'send' };
  }
  if (!control || event.altKey) return null;
  const format = (event.shiftKey ? withControlShift : withControl)[event.key.toLowerCase()];
  return format === undefined ? null : { kind: 'format', format };
}

/** While an input method composes, Enter chooses a candidate (229 is what older engines say). */
export function isComposing(event: KeyboardEvent): boolean {
  return event.nativeEvent.isComposing || event.keyCode === 229;
}

/** On a phone the keyboard's Enter starts a line; the button sends. */
function touchOnly(): boolean {
  return matchMedia('(hover: none) and (pointer: coarse)').matches;
}
