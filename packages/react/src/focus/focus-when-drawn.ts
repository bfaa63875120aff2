const framesMax = 20;

let newest = 0;

/**
 * Puts the focus on a part of a list of which only what is in view is drawn: at once where it can be,
 * because the next key may be pressed already, and otherwise as soon as it is there and shown. What
 * such a list has drawn but not measured yet is hidden, and takes no focus. The newest wish counts.
 *
 * @param find The part, or null while it is not drawn.
 */
export function focusWhenDrawn(find: () => HTMLElement | null | undefined): void {
  newest += 1;
  attempt(find, newest, 0);
}

function attempt(find: () => HTMLElement | null | undefined, wish: number, frame: number): void {
  if (wish !== newest) return;
  const part = find();
  part?.focus({ preventScroll: true });
  if (part && part === document.activeElement) return;
  if (frame < framesMax) requestAnimationFrame(() => attempt(find, wish, frame + 1));
}
