import type { Self } from '@sotto/client';
import { PlayerBar, useClient, useQuery, WriteToContext } from '@sotto/react';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useAttention } from '../attention/use-attention.ts';
import { useWriteTo } from '../cards/use-write-to.ts';
import { ConnectionBanner } from '../connection/connection-banner.tsx';
import { OverlayContext, type OverlayKind } from '../overlay/overlay-state.ts';
import { Overlays } from '../overlay/overlays.tsx';
import { conversationAt, places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { UpdatePrompt } from '../update/update-prompt.tsx';
import { NavRail } from './nav-rail.tsx';
import { NothingOpen } from './nothing-open.tsx';
import { Sidebar } from './sidebar.tsx';

// Fetched beside the list, which is on screen first.
const conversationPane = import('../conversation/conversation-pane.tsx');
const ConversationPane = lazy(async () => ({ default: (await conversationPane).ConversationPane }));
const PeopleScreen = lazy(async () => ({
  default: (await import('../people/people-screen.tsx')).PeopleScreen,
}));
const SettingsScreen = lazy(async () => ({
  default: (await import('../settings/settings-screen.tsx')).SettingsScreen,
}));

const ReminderBar = lazy(async () => ({
  default: (await import('../reminders/reminder-bar.tsx')).ReminderBar,
}));

/** The app of somebody who is signed in. */
export function MainScreen({ self }: { self: Self }) {
  const client = useClient();
  const conversations = useQuery(client.conversations);
  const reminders = useQuery(client.reminders);
  const [place, go] = usePlace();
  const [shown, show] = useState<OverlayKind>({ kind: 'none' });
  const overlay = useMemo(() => ({ shown, show }), [shown]);
  const unread = conversations.reduce((sum, row) => sum + row.unread, 0);
  const openId = conversationAt(place);

  const writeTo = useWriteTo();

  useAttention(conversations, openId);
  useShortcuts({ conversations, openId, go, overlay });

  const elsewhere = place.startsWith(places.people) || place.startsWith(places.settings);
  const deep = openId !== null || place.startsWith(`${places.settings}/`);
  return (
    <OverlayContext value={overlay}>
      <div className="flex h-full flex-col">
        <ConnectionBanner />
        <UpdatePrompt />
        {reminders.length > 0 && (
          <Suspense>
            <ReminderBar reminders={reminders} />
          </Suspense>
        )}
        <PlayerBar onGoTo={(conversationId) => go(places.conversation(conversationId))} />
        <div className="flex min-h-0 flex-1 max-md:flex-col-reverse">
          <NavRail self={self} unread={unread} hiddenOnPhone={deep} />
          <main className="flex min-h-0 min-w-0 flex-1 bg-surface">
            {!elsewhere && <Sidebar self={self} conversations={conversations} openId={openId} />}
            <Suspense>
              {place.startsWith(places.people) && <PeopleScreen self={self} />}
              {place.startsWith(places.settings) && <SettingsScreen self={self} />}
            </Suspense>
            <WriteToContext value={writeTo}>
              {!elsewhere &&
                (openId === null ? (
                  <NothingOpen self={self} first={conversations.length === 0} />
                ) : (
                  <ConversationPane
                    key={openId}
                    conversationId={openId}
                    conversation={conversations.find((row) => row.conversationId === openId)}
                    self={self}
                  />
                ))}
            </WriteToContext>
          </main>
        </div>
      </div>
      <Overlays />
    </OverlayContext>
  );
}
