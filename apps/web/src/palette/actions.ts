import type { ConversationSummary, Self, SottoClient } from '@sotto/client';
import {
  Bookmark,
  CalendarClock,
  Info,
  Keyboard,
  LogOut,
  type LucideIcon,
  MessagesSquare,
  Moon,
  SquarePen,
  Star,
  Sun,
  Tag,
  Timer,
  UserPlus,
  UserRoundPlus,
  Users,
} from 'lucide-react';
import { appearance } from '../appearance/appearance.ts';
import { detailsOverlay } from '../conversation/details-overlay.ts';
import { mayWrite } from '../groups/may-write.ts';
import type { OverlayState } from '../overlay/overlay-state.ts';
import { places } from '../routing/places.ts';
import { sectionsFor } from '../settings/sections.ts';
import { settingsText } from '../settings/text.ts';
import { paletteText } from './text.ts';

export type PaletteAction = {
  readonly id: string;
  readonly label: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
};

type Reach = {
  readonly client: SottoClient;
  readonly self: Self;
  /** The conversation on screen. */
  readonly open: ConversationSummary | undefined;
  readonly go: (place: string) => void;
  readonly show: OverlayState['show'];
};

/** Everything that can be done from the palette. */
export function paletteActions({ client, self, open, go, show }: Reach): readonly PaletteAction[] {
  const notes = async () => go(places.conversation(await client.openNoteToSelf()));
  const actions: PaletteAction[] = [
    {
      id: 'new',
      label: paletteText.newConversation,
      icon: SquarePen,
      run: () => show({ kind: 'new-conversation' }),
    },
    { id: 'notes', label: paletteText.noteToSelf, icon: Bookmark, run: () => void notes() },
    { id: 'starred', label: paletteText.starred, icon: Star, run: () => show({ kind: 'starred' }) },
    { id: 'threads', label: paletteText.threads, icon: MessagesSquare, run: () => show({ kind: 'threads' }) },
    {
      id: 'scheduled',
      label: paletteText.scheduled,
      icon: CalendarClock,
      run: () => show({ kind: 'scheduled' }),
    },
    { id: 'people', label: paletteText.everybody, icon: Users, run: () => go(places.people) },
    { id: 'keys', label: paletteText.shortcuts, icon: Keyboard, run: () => show({ kind: 'shortcuts' }) },
    { id: 'light', label: paletteText.light, icon: Sun, run: () => appearance.change({ theme: 'light' }) },
    { id: 'dark', label: paletteText.dark, icon: Moon, run: () => appearance.change({ theme: 'dark' }) },
    ...sectionsFor(self.role).map(({ name, icon }) => ({
      id: `settings-${name}`,
      label: paletteText.settings(settingsText.sections[name]),
      icon,
      run: () => go(places.settingsSection(name)),
    })),
  ];
  if (self.role !== 'member') {
    actions.splice(1, 0, {
      id: 'invite',
      label: paletteText.invite,
      icon: UserPlus,
      run: () => show({ kind: 'invite' }),
    });
  }
  return [...(open === undefined ? [] : conversationActions(open, show)), ...actions];
}

/** What can be done about the conversation on screen, when one's role allows it. */
function conversationActions(open: ConversationSummary, show: OverlayState['show']): PaletteAction[] {
  const { conversationId, kind } = open;
  const group = kind === 'group' && mayWrite(open.standing) ? open : null;
  const actions: PaletteAction[] = [
    {
      id: 'details',
      label: kind === 'group' ? paletteText.groupInfo : paletteText.details,
      icon: Info,
      run: () => show(detailsOverlay(kind, conversationId)),
    },
  ];
  if (kind !== 'group' || group !== null) {
    actions.push(
      {
        id: 'expiry',
        label: paletteText.expiry,
        icon: Timer,
        run: () => show({ kind: 'expiry', conversationId }),
      },
      {
        id: 'reference',
        label: paletteText.reference,
        icon: Tag,
        run: () => show({ kind: 'reference', conversationId }),
      },
    );
  }
  if (group !== null && group.ownRole !== 'member') {
    actions.push({
      id: 'add-people',
      label: paletteText.addPeople,
      icon: UserRoundPlus,
      run: () => show({ kind: 'group', conversationId, page: 'add' }),
    });
  }
  if (group !== null) {
    actions.push({
      id: 'leave-group',
      label: paletteText.leaveGroup,
      icon: LogOut,
      run: () => show({ kind: 'group', conversationId, page: 'leave' }),
    });
  }
  return actions;
}
