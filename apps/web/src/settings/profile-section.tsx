import type { Self } from '@sotto/client';
import { Avatar, useClient } from '@sotto/react';
import { LogOut } from 'lucide-react';
import { useCallback, useState } from 'react';
import { Button } from '../ui/button.tsx';
import { TextField } from '../ui/text-field.tsx';
import { SaveLine } from './save-line.tsx';
import { settingsText } from './text.ts';
import { useSave } from './use-save.ts';

/** One's own name, and leaving. */
export function ProfileSection({ self }: { self: Self }) {
  const client = useClient();
  const text = settingsText.profile;
  const [name, setName] = useState(self.displayName);
  const [leaving, setLeaving] = useState(false);
  const [state, save] = useSave(useCallback(() => client.setDisplayName(name.trim()), [client, name]));
  return (
    <>
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <form
        className="grid gap-5"
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <Avatar person={{ ...self, displayName: name }} size="large" />
        <TextField
          label={text.name}
          value={name}
          maxLength={64}
          required
          autoComplete="name"
          onChange={(event) => setName(event.target.value)}
        />
        <TextField label={text.username} hint={text.usernameHint} value={self.username} readOnly />
        <TextField label={text.role} value={text.roles[self.role]} readOnly />
        <SaveLine state={state} disabled={name.trim() === '' || name.trim() === self.displayName} />
      </form>
      <div className="mt-4 grid gap-3 border-t border-line pt-6">
        <p className="text-sm text-muted">{text.signOutText}</p>
        <div className="flex flex-wrap gap-2">
          {leaving ? (
            <>
              <Button look="danger" onClick={() => void client.signOut()}>
                {text.signOutConfirm}
              </Button>
              <Button look="quiet" onClick={() => setLeaving(false)}>
                {text.cancel}
              </Button>
            </>
          ) : (
            <Button look="outline" onClick={() => setLeaving(true)}>
              <LogOut className="size-4" aria-hidden="true" />
              {text.signOut}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}
