export type Appearance = {
  readonly theme: 'system' | 'light' | 'dark';
  readonly density: 'comfortable' | 'compact';
  readonly textSize: 'small' | 'normal' | 'large' | 'larger';
};

/** `public/appearance.js` reads the same key before the app is there. */
const storageKey = 'sotto.appearance';

const initial: Appearance = { theme: 'system', density: 'comfortable', textSize: 'normal' };
const listeners = new Set<() => void>();
let current = read();

function read(): Appearance {
  try {
    return { ...initial, ...(JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Partial<Appearance>) };
  } catch {
    return initial;
  }
}

function apply({ theme, density, textSize }: Appearance): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
  dataset['density'] = density;
  dataset['textSize'] = textSize;
}

/** How the app looks on this device. It is no secret, and needed before the sealed store is open. */
export const appearance = {
  get current(): Appearance {
    return current;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  change(next: Partial<Appearance>): void {
    current = { ...current, ...next };
    apply(current);
    try {
      localStorage.setItem(storageKey, JSON.stringify(current));
    } catch {
      // Private windows may refuse; the choice then lasts as long as the page.
    }
    for (const listener of [...listeners]) listener();
  },
};
