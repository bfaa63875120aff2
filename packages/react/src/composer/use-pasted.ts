import type { Pasted } from '@sotto/client';
import { type ClipboardEvent, useCallback, useRef, useState } from 'react';

/** What came with a link that was pasted, once its text stands in the field. */
export function usePasted() {
  const waiting = useRef<Pasted | null>(null);
  const [pasted, setPasted] = useState<Pasted | null>(null);
  return {
    pasted,
    onPaste: (event: ClipboardEvent) => {
      const html = event.clipboardData.getData('text/html');
      const text = event.clipboardData.getData('text/plain');
      waiting.current = html !== '' && text.includes('://') ? { html, text } : null;
    },
    onTyped: () => {
      if (waiting.current !== null) setPasted(waiting.current);
      waiting.current = null;
    },
    forget: useCallback(() => setPasted(null), []),
  };
}
