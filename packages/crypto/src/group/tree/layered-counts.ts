/**
 * Counts by name that continue from others without copying them: what changed lies over what was there. Once the
 * layer has grown to a good part of the whole, a continuation begins from one flat map again.
 */
export class LayeredCounts {
  readonly #base: ReadonlyMap<string, number>;
  readonly #changes: Map<string, number>;

  constructor(from?: LayeredCounts) {
    if (from === undefined) {
      this.#base = new Map();
      this.#changes = new Map();
    } else if (from.#changes.size > changesMax) {
      const flat = new Map(from.#base);
      for (const [name, count] of from.#changes)
        if (count === 0) flat.delete(name);
        else flat.set(name, count);
      this.#base = flat;
      this.#changes = new Map();
    } else {
      this.#base = from.#base;
      this.#changes = new Map(from.#changes);
    }
  }

  get(name: string): number {
    return this.#changes.get(name) ?? this.#base.get(name) ?? 0;
  }

  set(name: string, count: number): void {
    this.#changes.set(name, count);
  }
}

/** Copied at every edit, so few; a flat copy costs a thousand times an edit of one path. */
const changesMax = 512;
