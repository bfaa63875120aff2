import { useClient, useQuery } from '@sotto/react';
import { lazy, Suspense } from 'react';
import { StorageUnavailable } from './storage/storage-unavailable.tsx';
import { storageText } from './storage/text.ts';
import { type Storage, useStorage } from './storage/use-storage.ts';
import { Splash } from './ui/splash.tsx';

const MainScreen = lazy(async () => ({ default: (await import('./frame/main-screen.tsx')).MainScreen }));
const Welcome = lazy(async () => ({ default: (await import('./welcome/welcome.tsx')).Welcome }));

/** What one sees depends on whether one is signed in, and on whether the device can keep anything. */
export function App({ storage }: { storage: () => Promise<Storage> }) {
  const session = useQuery(useClient().session);
  const kept = useStorage(storage);
  if (kept === 'unavailable') return <StorageUnavailable />;
  const splash = <Splash label="Sotto" />;
  return (
    <div className="flex h-full flex-col">
      {kept === 'temporary' && (
        <p className="flex-none bg-warning-soft px-4 py-2 text-center text-[0.8125rem] text-warning">
          {storageText.temporary}
        </p>
      )}
      <div className="min-h-0 flex-1">
        <Suspense fallback={splash}>
          {session.kind === 'starting' && splash}
          {session.kind === 'signed-out' && <Welcome session={session} />}
          {session.kind === 'signed-in' && <MainScreen self={session.self} />}
        </Suspense>
      </div>
    </div>
  );
}
