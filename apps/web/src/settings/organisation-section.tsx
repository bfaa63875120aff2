import type { Self, SignUp } from '@sotto/client';
import { useClient } from '@sotto/react';
import { useCallback, useState } from 'react';
import { TextField } from '../ui/text-field.tsx';
import { ProfileChoice } from '../welcome/profile-choice.tsx';
import { SaveLine } from './save-line.tsx';
import { settingsText } from './text.ts';
import { useSave } from './use-save.ts';

type Profile = NonNullable<SignUp['organisation']>['profile'];

/** For the owner: name and kind of the organisation. */
export function OrganisationSection({ self }: { self: Self }) {
  const client = useClient();
  const text = settingsText.organisation;
  const [name, setName] = useState(self.organisationName);
  const [profile, setProfile] = useState<Profile | null>(null);
  const renamed = name.trim() !== '' && name.trim() !== self.organisationName;
  const [state, save] = useSave(
    useCallback(
      () =>
        client.updateOrganisation({
          ...(renamed ? { name: name.trim() } : {}),
          ...(profile === null ? {} : { profile }),
        }),
      [client, renamed, name, profile],
    ),
  );
  return (
    <form
      className="grid gap-6"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <TextField
        label={text.name}
        value={name}
        maxLength={80}
        required
        onChange={(event) => setName(event.target.value)}
      />
      <ProfileChoice value={profile} onChange={setProfile} />
      <SaveLine state={state} disabled={!renamed && profile === null} />
    </form>
  );
}
