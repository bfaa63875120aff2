import { trustedScriptUrl } from '../platform/trusted-script-url.ts';

const listeners = new Set<() => void>();
let waiting: ServiceWorker | null = null;

/** How often a page that stays open looks for a new version. */
const lookEveryMs = 60 * 60_000;

function setWaiting(worker: ServiceWorker | null): void {
  waiting = worker;
  for (const listener of [...listeners]) listener();
}

/** New versions of the app: the service worker fetches them, a person says when to change over. */
export const updates = {
  get ready(): boolean {
    return waiting !== null;
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  /** Lets the new version take over; every page of ours is loaded again when it has. */
  apply(): void {
    waiting?.postMessage({ kind: 'take-over' });
  },
  /** Starts keeping the app for offline use. */
  async watch(): Promise<void> {
    if (!('serviceWorker' in navigator)) return;
    const container = navigator.serviceWorker;
    const hadVersion = container.controller !== null;
    const registration = await container.register(trustedScriptUrl('/service-worker.js'), {
      updateViaCache: 'none',
    });
    container.addEventListener('controllerchange', () => {
      if (hadVersion || waiting !== null) location.reload();
    });
    const look = () => {
      if (registration.waiting !== null && container.controller !== null) setWaiting(registration.waiting);
    };
    look();
    registration.addEventListener('updatefound', () => {
      registration.installing?.addEventListener('statechange', look);
    });
    setInterval(() => void registration.update().catch(() => {}), lookEveryMs);
  },
};
