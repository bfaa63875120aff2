import { useCallback, useEffect, useRef, useState } from 'react';

const shownMs = 1600;

/** Copies a text; `copied` is true for a moment afterwards. */
export function useCopy(): readonly [copied: boolean, copy: (text: string) => void] {
  const [copied, setCopied] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const copy = useCallback((text: string) => {
    navigator.clipboard.writeText(text).then(
      () => {
        setCopied(true);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setCopied(false), shownMs);
      },
      () => setCopied(false),
    );
  }, []);
  return [copied, copy];
}
