import { IconButton } from '@sotto/react';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { TextField } from '../ui/text-field.tsx';
import { passphraseStrength } from './passphrase-strength.ts';
import { welcomeText } from './text.ts';

type PassphraseFieldProps = {
  readonly value: string;
  readonly onChange: (passphrase: string) => void;
  readonly label?: string;
  /** A new passphrase is measured; one that exists is only typed. */
  readonly fresh?: boolean;
  readonly username?: string;
  readonly error?: string | null;
};

export function PassphraseField(props: PassphraseFieldProps) {
  const { value, onChange, label, fresh = false, username = '', error = null } = props;
  const [shown, setShown] = useState(false);
  return (
    <TextField
      label={label ?? welcomeText.account.passphrase}
      type={shown ? 'text' : 'password'}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete={fresh ? 'new-password' : 'current-password'}
      autoCapitalize="none"
      spellCheck={false}
      required
      maxLength={256}
      error={error}
      {...(fresh ? { hint: welcomeText.account.passphraseHint } : {})}
      below={fresh && value !== '' && <StrengthMeter strength={passphraseStrength(value, username)} />}
      after={
        <IconButton
          icon={shown ? EyeOff : Eye}
          label={shown ? welcomeText.account.hide : welcomeText.account.show}
          onClick={() => setShown(!shown)}
        />
      }
    />
  );
}

const colours = ['bg-danger', 'bg-danger', 'bg-warning', 'bg-accent', 'bg-success'] as const;

function StrengthMeter({ strength }: { strength: 0 | 1 | 2 | 3 | 4 }) {
  return (
    <div className="flex items-center gap-3">
      <span className="grid flex-1 grid-cols-4 gap-1" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span
            key={step}
            className={`h-1 rounded-full transition-colors ${step <= Math.max(1, strength) ? colours[strength] : 'bg-line'}`}
          />
        ))}
      </span>
      <span className="text-end text-xs font-medium text-muted" role="status">
        <span className="sotto-visually-hidden">{welcomeText.account.strengthLabel}: </span>
        {welcomeText.account.strength[strength]}
      </span>
    </div>
  );
}
