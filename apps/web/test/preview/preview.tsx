import '../../src/styles.css';
import type { SessionState } from '@sotto/client';
import { SottoProvider } from '@sotto/react';
import { createRoot } from 'react-dom/client';
import { cell } from '../../../../packages/react/test/cell.ts';
import { App } from '../../src/app.tsx';
import { paintedPicture } from './painted-picture.ts';
import { ordinaryDay } from './scene.ts';

/** The app with a script behind it, for looking at it while it is drawn. Not part of the product. */
const query = new URLSearchParams(location.search);
const state = query.get('state');
const { client, script } = ordinaryDay(
  state === 'signed-out' ? { session: cell<SessionState>({ kind: 'signed-out' }) } : {},
  await paintedPicture(),
);
if (state === 'offline') {
  script.connection.set({ kind: 'offline', since: Date.now(), retryAt: Date.now() + 12_000, queued: 2 });
}
if (state === 'new') {
  script.conversations.set([]);
  script.people.set([]);
}
Object.assign(window, { script });

const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <SottoProvider client={client}>
      <App storage={async () => 'persistent'} />
    </SottoProvider>,
  );
}
