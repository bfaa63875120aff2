import '@sotto/react/styles.css';
import './page.css';
import { SottoProvider } from '@sotto/react';
import { startBrowserClient } from '@sotto/store-browser';
import { createRoot } from 'react-dom/client';
import { OrderPage } from './order-page.tsx';

const worker = new Worker(new URL('./client-worker.ts', import.meta.url), { type: 'module' });
const client = startBrowserClient({ worker, serverUrl: location.origin });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <SottoProvider client={client}>
    <OrderPage />
  </SottoProvider>,
);
