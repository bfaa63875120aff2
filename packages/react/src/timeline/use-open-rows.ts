import { useCallback, useState } from 'react';

/** Which folded rows are shown in full. Kept here because rows out of view are not drawn. */
export function useOpenRows() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = useCallback((rowId: string) => {
    setOpen((before) => {
      const next = new Set(before);
      if (!next.delete(rowId)) next.add(rowId);
      return next;
    });
  }, []);
  return { open, toggle };
}
