import { useEffect, useRef, useState } from 'react';
import type { PickedItem } from './picked-file.ts';
import { readDetails } from './read-details.ts';
import { shownKind } from './shown-kind.ts';

/** Files that were chosen, in order; they are read one after the other, newcomers after the others. */
export function usePicked(first: readonly File[]) {
  const [items, setItems] = useState<readonly PickedItem[]>([]);
  const [reading, setReading] = useState(0);
  // The urls of one stay in the dialog: what is read after it has ended is forgotten.
  const stay = useRef<{ ended: boolean; readonly urls: Set<string> }>({ ended: false, urls: new Set() });

  const add = async (files: readonly File[]) => {
    const { current } = stay;
    setReading((count) => count + files.length);
    for (const file of files) {
      const show = shownKind(file);
      const url = URL.createObjectURL(file);
      current.urls.add(url);
      const details = await readDetails(file, show, url);
      if (current.ended) {
        URL.revokeObjectURL(url);
        return;
      }
      const item = { id: crypto.randomUUID(), file, show, url, details, description: '' };
      setItems((all) => [...all, item]);
      setReading((count) => count - 1);
    }
  };

  // biome-ignore lint/correctness/useExhaustiveDependencies: what one came with, once
  useEffect(() => {
    const current = { ended: false, urls: new Set<string>() };
    stay.current = current;
    void add(first);
    return () => {
      current.ended = true;
      setItems([]);
      setReading(0);
      for (const url of current.urls) URL.revokeObjectURL(url);
    };
  }, []);

  return {
    items,
    reading: reading > 0,
    add,
    remove: (id: string) => setItems((all) => all.filter((item) => item.id !== id)),
    describe: (id: string, description: string) =>
      setItems((all) => all.map((item) => (item.id === id ? { ...item, description } : item))),
    move: (id: string, by: -1 | 1) => setItems((all) => moved(all, id, by)),
  };
}

function moved(all: readonly PickedItem[], id: string, by: -1 | 1): readonly PickedItem[] {
  const from = all.findIndex((item) => item.id === id);
  const item = all[from];
  const to = from + by;
  if (item === undefined || to < 0 || to >= all.length) return all;
  const others = all.filter((one) => one !== item);
  return [...others.slice(0, to), item, ...others.slice(to)];
}
