import type { Preferences } from '@sotto/client';
import { useClient, useQuery } from '@sotto/react';
import { SelectField } from '../ui/select-field.tsx';
import { SwitchRow } from './switch-row.tsx';
import { settingsText } from './text.ts';

const switches = [
  'readReceipts',
  'typingIndicators',
  'presence',
] as const satisfies readonly (keyof Preferences)[];

const undoChoices = [0, 5, 10, 30];

/** What others may notice. */
export function PrivacySection() {
  const client = useClient();
  const preferences = useQuery(client.preferences);
  const text = settingsText.privacy;
  return (
    <>
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <div className="grid divide-y divide-line rounded-xl border border-line">
        {switches.map((name) => (
          <SwitchRow
            key={name}
            label={text[name]}
            detail={text[`${name}Text`]}
            on={preferences[name]}
            onChange={(on) => void client.setPreferences({ [name]: on })}
          />
        ))}
      </div>
      <p className="text-sm text-muted">{text.note}</p>
      <div className="rounded-xl border border-line">
        <SwitchRow
          label={text.askBeforeGroups}
          detail={text.askBeforeGroupsText}
          on={preferences.askBeforeGroups}
          onChange={(askBeforeGroups) => void client.setPreferences({ askBeforeGroups })}
        />
      </div>
      <SelectField
        label={text.undoSend}
        value={preferences.undoSendSeconds}
        options={undoChoices.map((seconds) => [seconds, text.undoSendSeconds(seconds)] as const)}
        onChange={(undoSendSeconds) => void client.setPreferences({ undoSendSeconds })}
      />
    </>
  );
}
