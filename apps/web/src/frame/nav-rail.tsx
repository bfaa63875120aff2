import type { Self } from '@sotto/client';
import { Avatar } from '@sotto/react';
import { MessageCircle, Settings, Users } from 'lucide-react';
import { hrefOf, places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Logo } from '../ui/logo.tsx';
import { frameText } from './text.ts';

type NavRailProps = { readonly self: Self; readonly unread: number; readonly hiddenOnPhone: boolean };

const sections = [
  { place: places.home, label: frameText.chats, icon: MessageCircle, matches: /^\/(c\/.*)?$/ },
  { place: places.people, label: frameText.people, icon: Users, matches: /^\/people/ },
  { place: places.settings, label: frameText.settings, icon: Settings, matches: /^\/settings/ },
] as const;

/** The sections of the app: at the side on a desk, at the foot on a phone. */
export function NavRail({ self, unread, hiddenOnPhone }: NavRailProps) {
  const [place] = usePlace();
  return (
    <nav
      data-region="sections"
      aria-label={frameText.sections}
      className={`flex flex-none items-center border-line bg-canvas max-md:justify-around max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:w-[4.5rem] md:flex-col md:gap-1 md:border-e md:py-3 ${hiddenOnPhone ? 'max-md:hidden' : ''}`}
    >
      <Logo className="mb-3 size-9 max-md:hidden" />
      {sections.map(({ place: to, label, icon: Icon, matches }) => {
        const here = matches.test(place);
        return (
          <a
            key={to}
            href={hrefOf(to)}
            aria-current={here ? 'page' : undefined}
            className={`relative grid min-h-14 w-14 justify-items-center gap-0.5 rounded-xl pt-2 pb-1.5 text-[0.6875rem] font-medium max-md:w-20 ${
              here ? 'text-accent-ink md:bg-selected' : 'text-muted hover:bg-hover hover:text-ink'
            }`}
          >
            <Icon className="size-5.5" strokeWidth={here ? 2.1 : 1.8} aria-hidden="true" />
            {label}
            {to === places.home && unread > 0 && (
              <span className="sotto-badge absolute start-[55%] top-1">
                <span aria-hidden="true">{unread > 99 ? '99+' : unread}</span>
                <span className="sotto-visually-hidden">{frameText.unreadTotal(unread)}</span>
              </span>
            )}
          </a>
        );
      })}
      <a
        href={hrefOf(places.settingsSection('profile'))}
        className="mt-auto grid place-items-center rounded-full max-md:hidden"
        title={self.displayName}
      >
        <span className="sotto-visually-hidden">{frameText.yourProfile}</span>
        <Avatar person={self} size="small" />
      </a>
    </nav>
  );
}
