import { DatabaseZap } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { storageText } from './text.ts';

/** When the device cannot open what it keeps: why, and what helps. */
export function StorageUnavailable() {
  return (
    <main className="flex h-full">
      <EmptyState
        whole
        icon={DatabaseZap}
        title={storageText.unavailableTitle}
        text={storageText.unavailableText}
      >
        <Button onClick={() => location.reload()}>{storageText.reload}</Button>
      </EmptyState>
    </main>
  );
}
