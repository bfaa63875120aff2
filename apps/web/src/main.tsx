import './styles.css';
import { SottoProvider } from '@sotto/react';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startClient } from './platform/start-client.ts';
import { updates } from './update/updates.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const client = startClient();

createRoot(root).render(
  <StrictMode>
    <SottoProvider client={client}>
      <App storage={client.storage} />
    </SottoProvider>
  </StrictMode>,
);

if (import.meta.env.PROD) updates.watch().catch(() => {});
