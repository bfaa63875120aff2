import type { Self } from '@sotto/client';
import type { ComponentType } from 'react';
import { hrefOf, places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { BackLink } from '../ui/back-link.tsx';
import { AppearanceSection } from './appearance-section.tsx';
import { DevicesSection } from './devices-section.tsx';
import { InvitesSection } from './invites-section.tsx';
import { OrganisationSection } from './organisation-section.tsx';
import { PassphraseSection } from './passphrase-section.tsx';
import { PrivacySection } from './privacy-section.tsx';
import { ProfileSection } from './profile-section.tsx';
import { type SectionName, sectionsFor } from './sections.ts';
import { SecuritySection } from './security-section.tsx';
import { settingsText } from './text.ts';

const views: Record<SectionName, ComponentType<{ self: Self }>> = {
  profile: ProfileSection,
  appearance: AppearanceSection,
  privacy: PrivacySection,
  devices: DevicesSection,
  passphrase: PassphraseSection,
  invites: InvitesSection,
  organisation: OrganisationSection,
  security: SecuritySection,
};

/** Everything that can be chosen, one section at a time. */
export function SettingsScreen({ self }: { self: Self }) {
  const [place] = usePlace();
  const sections = sectionsFor(self.role);
  const chosen = sections.find(({ name }) => place === places.settingsSection(name))?.name ?? null;
  const shown = chosen ?? 'profile';
  const View = views[shown];
  return (
    <>
      <nav
        data-region="settings"
        aria-label={settingsText.title}
        className={`scroll flex-col bg-canvas px-3 py-4 max-md:flex-1 md:flex md:w-64 md:flex-none md:border-e md:border-line ${chosen === null ? 'flex' : 'hidden'}`}
      >
        <h1 className="px-3 pb-4 text-[1.125rem] font-semibold tracking-[-0.015em]">{settingsText.title}</h1>
        {sections.map(({ name, icon: Icon }) => (
          <a
            key={name}
            href={hrefOf(places.settingsSection(name))}
            aria-current={name === shown ? 'page' : undefined}
            className="flex min-h-11 items-center gap-3 rounded-[0.625rem] px-3 text-[0.9375rem] hover:bg-hover md:min-h-10 md:aria-[current]:bg-selected md:aria-[current]:font-medium"
          >
            <Icon className="size-4.5 text-muted" strokeWidth={1.8} aria-hidden="true" />
            {settingsText.sections[name]}
          </a>
        ))}
      </nav>
      <div
        data-region="setting"
        // Some sections have nothing to focus and must still scroll by keyboard.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        tabIndex={0}
        className={`scroll min-w-0 flex-1 ${chosen === null ? 'max-md:hidden' : ''}`}
      >
        <section className="mx-auto grid max-w-2xl gap-6 px-5 pt-4 pb-12 md:px-10 md:pt-8">
          <header className="flex items-center gap-1">
            <BackLink className="-ms-2 md:hidden" href={hrefOf(places.settings)} label={settingsText.back} />
            <h1 className="text-xl font-semibold tracking-[-0.02em] md:text-2xl">
              {settingsText.sections[shown]}
            </h1>
          </header>
          <View self={self} />
        </section>
      </div>
    </>
  );
}
