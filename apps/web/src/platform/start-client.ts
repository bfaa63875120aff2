import { type BrowserClient, startBrowserClient } from '@sotto/store-browser';
import clientWorkerUrl from './client-worker.ts?worker&url';
import { trustedScriptUrl } from './trusted-script-url.ts';

/** Starts the client of this tab beside the page. */
export function startClient(): BrowserClient {
  const worker = new Worker(trustedScriptUrl(clientWorkerUrl), { type: 'module', name: 'sotto' });
  return startBrowserClient({ worker, serverUrl: location.origin });
}
