/** What a person wants of a recording: hold goes on while the button is held, lock until it is ended. */
export type VoiceWish = 'hold' | 'cancelling' | 'lock' | 'send' | 'discard';

/** Shorter than this is a press, not a hold: it goes on by itself. */
const pressMs = 350;
const cancelPx = 90;
const lockPx = 64;

type Point = { readonly x: number; readonly y: number };

/**
 * What a hand that holds the button wants, by how far it has moved: away towards the beginning of the line cancels when
 * it lets go, up locks.
 */
export function wishWhileHeld(moved: Point, rightToLeft: boolean): VoiceWish {
  if (moved.y < -lockPx) return 'lock';
  const away = rightToLeft ? moved.x : -moved.x;
  return away > cancelPx ? 'cancelling' : 'hold';
}

/** What letting go means. */
export function wishOnRelease(wish: VoiceWish, heldMs: number): VoiceWish {
  if (wish === 'cancelling') return 'discard';
  if (wish !== 'hold') return wish;
  return heldMs < pressMs ? 'lock' : 'send';
}
