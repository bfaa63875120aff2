import { useEffect, useEffectEvent, useState } from 'react';

/**
 * Files that are dragged over the window, or pasted where one writes. A file that is dropped beside everything would
 * otherwise be opened by the browser in place of the app.
 *
 * @returns whether something that can be dropped hangs over the window.
 */
export function useFileDrop(enabled: boolean, onFiles: (files: readonly File[]) => void): boolean {
  const [dragging, setDragging] = useState(false);
  const take = useEffectEvent((files: readonly File[]) => {
    if (enabled && files.length > 0 && !dialogOpen()) onFiles(files);
  });

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    // Every element that is entered and left on the way says so.
    let depth = 0;
    const end = () => {
      depth = 0;
      setDragging(false);
    };
    addEventListener(
      'dragenter',
      (event) => {
        if (!hasFiles(event.dataTransfer)) return;
        depth += 1;
        setDragging(enabled && !dialogOpen());
      },
      { signal },
    );
    addEventListener(
      'dragleave',
      () => {
        depth = Math.max(0, depth - 1);
        if (depth === 0) end();
      },
      { signal },
    );
    addEventListener(
      'dragover',
      (event) => {
        if (hasFiles(event.dataTransfer)) event.preventDefault();
      },
      { signal },
    );
    addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        end();
        take(filesIn(event.dataTransfer));
      },
      { signal },
    );
    addEventListener(
      'paste',
      (event) => {
        const files = filesIn(event.clipboardData);
        if (files.length === 0 || isFormattedText(event.clipboardData) || dialogOpen()) return;
        event.preventDefault();
        take(files);
      },
      { signal },
    );
    return () => stop.abort();
  }, [enabled]);

  return dragging;
}

function hasFiles(transfer: DataTransfer | null): boolean {
  return transfer?.types.includes('Files') ?? false;
}

/** Spreadsheets and word processors put a picture of the text beside it: the text is meant. */
function isFormattedText(transfer: DataTransfer | null): boolean {
  const types = transfer?.types ?? [];
  return types.includes('text/plain') && (types.includes('text/html') || types.includes('text/rtf'));
}

/** Folders are left out: a browser says so only here. */
function filesIn(transfer: DataTransfer | null): File[] {
  return [...(transfer?.items ?? [])].flatMap((item) => {
    if (item.kind !== 'file' || item.webkitGetAsEntry?.()?.isDirectory === true) return [];
    return item.getAsFile() ?? [];
  });
}

function dialogOpen(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
