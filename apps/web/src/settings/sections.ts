import type { Self } from '@sotto/client';
import {
  Building2,
  KeyRound,
  Link2,
  MonitorSmartphone,
  Palette,
  ShieldCheck,
  SlidersHorizontal,
  UserRound,
} from 'lucide-react';
import type { settingsText } from './text.ts';

export type SectionName = keyof typeof settingsText.sections;

const icons = {
  profile: UserRound,
  appearance: Palette,
  privacy: SlidersHorizontal,
  devices: MonitorSmartphone,
  passphrase: KeyRound,
  invites: Link2,
  organisation: Building2,
  security: ShieldCheck,
} as const;

/** The sections a person may see, in order. */
export function sectionsFor(role: Self['role']) {
  const names = Object.keys(icons) as SectionName[];
  return names
    .filter((name) => name !== 'invites' || role !== 'member')
    .filter((name) => name !== 'organisation' || role === 'owner')
    .map((name) => ({ name, icon: icons[name] }));
}
