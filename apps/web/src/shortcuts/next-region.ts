const reachable = '[aria-current="page"], [tabindex="0"], textarea, input, button, a[href]';

/** Moves the focus to the next part of the window that is in view. */
export function focusNextRegion(backwards: boolean): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(
    (region) => region.offsetParent !== null,
  );
  if (regions.length === 0) return;
  const at = regions.findIndex((region) => region.contains(document.activeElement));
  for (let far = 1; far <= regions.length; far++) {
    const step = backwards ? -far : far;
    const region = regions[(at + step + regions.length * 2) % regions.length];
    const target = region === undefined ? null : bestTarget(region);
    if (target !== null) {
      target.focus();
      return;
    }
  }
}

/** Where one was in the region: its current entry or its one tab stop; else its first control. */
function bestTarget(region: HTMLElement): HTMLElement | null {
  const ranked = ['article[tabindex="0"]', '[aria-current="page"]', 'textarea', reachable];
  for (const selector of ranked) {
    const found = region.querySelector<HTMLElement>(selector);
    if (found !== null && found.tabIndex >= 0) return found;
  }
  return null;
}
