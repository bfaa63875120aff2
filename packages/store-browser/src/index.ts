export { browserLock } from './browser-lock.ts';
export { browserPlatform } from './browser-platform.ts';
export { browserStore } from './browser-store.ts';
export { runClientWorker } from './run-client-worker.ts';
export { startBrowserClient } from './start-browser-client.ts';
export type { BrowserClient, Storage } from './worker-messages.ts';
