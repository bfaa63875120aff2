import type { MessagePortLike } from '@sotto/client';
import type { ChannelMessage, StorageMessage } from './worker-messages.ts';

const channelName = 'sotto-engine';

/** A tab's place among the tabs of this browser. */
export type TabRelay = {
  /** Stops passing on: this tab has become the engine. */
  stop(): void;
  /** Serves the other tabs from now on, each until it ends. */
  serveTabs(serve: (port: MessagePortLike) => () => void, storage: StorageMessage): void;
};

/**
 * Passes what this page asks to the tab that owns the engine, and its answers back. Every tab holds a lock
 * under its own name: the owner learns from it when a tab is gone, however it ended.
 */
export function createTabRelay(page: MessagePortLike): TabRelay {
  const tab = crypto.randomUUID();
  const channel = new BroadcastChannel(channelName);
  void navigator.locks.request(tabLock(tab), () => new Promise(() => {}));
  const post = (message: ChannelMessage) => channel.postMessage(message);

  const fromPage = page.listen((message) => post({ to: 'engine', from: tab, message }));
  const fromChannel = ({ data }: MessageEvent<ChannelMessage>) => {
    if (data.to === tab && 'message' in data) page.post(data.message);
    // The next engine begins: connecting anew asks it for everything.
    if (data.to === 'all') page.post({ kind: 'engine-up' });
  };
  channel.addEventListener('message', fromChannel);

  return {
    stop() {
      fromPage();
      channel.removeEventListener('message', fromChannel);
    },
    serveTabs(serve, storage) {
      const ports = new Map<string, (message: unknown) => void>();
      channel.addEventListener('message', ({ data }: MessageEvent<ChannelMessage>) => {
        if (data.to !== 'engine' || !('from' in data)) return;
        const { from, message } = data;
        if (!ports.has(from)) attend(from);
        ports.get(from)?.(message);
      });
      post({ to: 'all', kind: 'engine-changed' });

      function attend(from: string): void {
        const listeners = new Set<(message: unknown) => void>();
        ports.set(from, (message) => {
          for (const listener of [...listeners]) listener(message);
        });
        const stop = serve({
          post: (message) => post({ to: from, message }),
          listen(listener) {
            listeners.add(listener);
            return () => listeners.delete(listener);
          },
        });
        post({ to: from, message: storage });
        void navigator.locks.request(tabLock(from), () => {
          stop();
          ports.delete(from);
        });
      }
    },
  };
}

function tabLock(tab: string): string {
  return `tab ${tab}`;
}
