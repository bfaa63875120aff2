import { useClient, useQuery } from '@sotto/react';
import { lazy, Suspense } from 'react';
import { Splash } from './ui/splash.tsx';

const MainScreen = lazy(async () => ({ default: (await import('./frame/main-screen.tsx')).MainScreen }));
const Welcome = lazy(async () => ({ default: (await import('./welcome/welcome.tsx')).Welcome }));

/** What one sees depends on whether one is signed in, and on nothing else. */
export function App() {
  const session = useQuery(useClient().session);
  const splash = <Splash label="Sotto" />;
  return (
    <Suspense fallback={splash}>
      {session.kind === 'starting' && splash}
      {session.kind === 'signed-out' && <Welcome session={session} />}
      {session.kind === 'signed-in' && <MainScreen self={session.self} />}
    </Suspense>
  );
}
