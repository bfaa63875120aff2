import type { Replacement } from './formats.ts';

/**
 * Replaces a stretch of a textarea the way typing would, so that undo works. `execCommand` is the only
 * way to do that; where it is missing the text still changes.
 */
export function replaceRange(area: HTMLTextAreaElement, change: Replacement): void {
  area.focus();
  area.setSelectionRange(change.from, change.to);
  const typed =
    typeof document.execCommand === 'function' && document.execCommand('insertText', false, change.text);
  if (!typed) {
    area.setRangeText(change.text, change.from, change.to, 'end');
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }
  area.setSelectionRange(change.start, change.end);
}
