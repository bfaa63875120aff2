import type { SignedInSession } from '@sotto/client';
import { safeName, shortDate, useClient } from '@sotto/react';
import { MonitorSmartphone } from 'lucide-react';
import { useCallback, useEffect, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { relativeTime } from './relative-time.ts';
import { settingsText } from './text.ts';

const text = settingsText.devices;

/** Where one is signed in, and signing out there. */
export function DevicesSection() {
  const client = useClient();
  const [sessions, setSessions] = useState<readonly SignedInSession[] | null>(null);
  const [asked, setAsked] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);

  const read = useCallback(() => {
    client.listSessions().then(setSessions, () => setFailed(true));
  }, [client]);
  useEffect(read, [read]);

  const remove = async (session: SignedInSession) => {
    setAsked(null);
    setFailed(false);
    try {
      await client.removeDevice(session.sessionId);
    } catch {
      setFailed(true);
    }
    read();
  };

  return (
    <>
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <FormAlert text={failed ? settingsText.failed : null} />
      {sessions === null && !failed && (
        <p role="status" className="text-sm text-muted">
          {text.loading}
        </p>
      )}
      <ul className="grid divide-y divide-line rounded-xl border border-line empty:hidden">
        {[...(sessions ?? [])].sort(currentFirst).map((session) => {
          const name = session.deviceName === null ? text.unnamed : safeName(session.deviceName);
          return (
            <li key={session.sessionId} className="flex flex-wrap items-center gap-3.5 px-4 py-3.5">
              <span className="grid size-10 flex-none place-items-center rounded-full bg-hover text-muted">
                <MonitorSmartphone className="size-5" strokeWidth={1.7} aria-hidden="true" />
              </span>
              <span className="grid min-w-40 flex-1">
                <b className="truncate text-[0.9375rem] font-medium">{name}</b>
                <span className="text-sm text-muted">
                  {session.current ? (
                    <span className="font-medium text-accent-ink">{text.current}</span>
                  ) : (
                    text.lastUsed(relativeTime(session.lastUsedAt, Date.now()))
                  )}
                  , {text.since(shortDate(session.createdAt))}
                </span>
              </span>
              {!session.current &&
                (asked === session.sessionId ? (
                  <span className="flex gap-2">
                    <Button size="small" look="danger" onClick={() => void remove(session)}>
                      {text.signOut}
                    </Button>
                    <Button size="small" look="quiet" onClick={() => setAsked(null)}>
                      {settingsText.profile.cancel}
                    </Button>
                  </span>
                ) : (
                  <Button
                    size="small"
                    look="outline"
                    aria-label={text.signOutLabel(name)}
                    onClick={() => setAsked(session.sessionId)}
                  >
                    {text.signOut}
                  </Button>
                ))}
            </li>
          );
        })}
      </ul>
    </>
  );
}

function currentFirst(a: SignedInSession, b: SignedInSession): number {
  return Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt;
}
