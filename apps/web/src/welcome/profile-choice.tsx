import type { SignUp } from '@sotto/client';
import { Gem, GraduationCap, Landmark, Users } from 'lucide-react';
import { welcomeText } from './text.ts';

type Profile = NonNullable<SignUp['organisation']>['profile'];

const profiles: readonly Profile[] = ['studio', 'bank', 'social', 'jeweller'];
const signs = { studio: GraduationCap, bank: Landmark, social: Users, jeweller: Gem } as const;

/** Four kinds of organisation, and what each means. */
export function ProfileChoice({
  value,
  onChange,
}: {
  value: Profile | null;
  onChange: (profile: Profile) => void;
}) {
  return (
    <fieldset className="grid gap-2.5">
      <legend className="sotto-visually-hidden">{welcomeText.setUp.profileTitle}</legend>
      {profiles.map((profile) => {
        const Sign = signs[profile];
        const [name, meaning] = welcomeText.setUp.profiles[profile];
        return (
          <label key={profile} className="choice">
            <input
              type="radio"
              name="profile"
              value={profile}
              checked={value === profile}
              onChange={() => onChange(profile)}
            />
            <span className="grid size-9 flex-none place-items-center rounded-[0.625rem] bg-hover text-accent-ink">
              <Sign className="size-5" strokeWidth={1.75} aria-hidden="true" />
            </span>
            <span className="grid gap-0.5">
              <b className="text-[0.9375rem] font-semibold">{name}</b>
              <span className="text-sm text-muted">{meaning}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
