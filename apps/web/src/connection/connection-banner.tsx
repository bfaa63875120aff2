import type { ConnectionState } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { WifiOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { connectionText } from './text.ts';

/** Short interruptions are nobody's business. */
const graceMs = 1500;

/** Says when there is no connection, what waits, and when it is tried again. */
export function ConnectionBanner() {
  const connection = useQuery(useClient().connection);
  const late = useLate(connection.kind !== 'online', graceMs);
  const now = useSeconds(connection.kind === 'offline' && connection.retryAt !== null);
  const text = late ? bannerText(connection, now) : null;
  return (
    <div role="status" className={text === null ? 'sotto-visually-hidden' : 'flex-none'}>
      {text !== null && (
        <p
          className={`flex min-h-9 items-center justify-center gap-2 px-4 py-1.5 text-center text-[0.8125rem] font-medium ${
            connection.kind === 'offline' ? 'bg-warning-soft text-warning' : 'bg-hover text-muted'
          }`}
        >
          {connection.kind === 'offline' ? (
            <WifiOff className="size-4 flex-none" aria-hidden="true" />
          ) : (
            <span className="spinner size-3.5" aria-hidden="true" />
          )}
          {text}
        </p>
      )}
    </div>
  );
}

function bannerText(connection: ConnectionState, now: number): string | null {
  switch (connection.kind) {
    case 'online':
      return null;
    case 'connecting':
      return connectionText.connecting;
    case 'catching-up':
      return connectionText.catchingUp;
    case 'offline': {
      const parts = [connectionText.offline];
      if (connection.queued > 0) parts.push(connectionText.queued(connection.queued));
      const seconds = connection.retryAt === null ? 0 : Math.ceil((connection.retryAt - now) / 1000);
      if (seconds > 1) parts.push(connectionText.retryIn(seconds));
      return parts.join(' ');
    }
  }
}

/** True once something has been so for a while. */
function useLate(on: boolean, afterMs: number): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!on) return setLate(false);
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [on, afterMs]);
  return on && late;
}

/** The time, every second, while somebody needs it. */
function useSeconds(on: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!on) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [on]);
  return now;
}
