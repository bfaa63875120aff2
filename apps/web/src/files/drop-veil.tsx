import type { FileLimits } from '@sotto/client';
import { useClient } from '@sotto/react';
import { Upload } from 'lucide-react';
import { useEffect, useState } from 'react';
import { LimitsNote } from './limits-note.tsx';
import { filesText } from './text.ts';

/** Over everything while files hang above it: what happens when they are let go, and what may be. */
export function DropVeil() {
  const client = useClient();
  const [limits, setLimits] = useState<FileLimits | null>(null);
  useEffect(() => {
    client.fileLimits().then(setLimits, () => {});
  }, [client]);
  return (
    <div className="pointer-events-none fixed inset-0 z-20 grid place-items-center bg-canvas/85 p-6">
      <div className="grid max-w-md justify-items-center gap-3 rounded-3xl border-2 border-dashed border-accent bg-raised p-10 text-center shadow-l">
        <Upload className="size-9 text-accent-ink" aria-hidden="true" />
        <p className="text-lg font-semibold">{filesText.drop}</p>
        <LimitsNote limits={limits} />
      </div>
    </div>
  );
}
