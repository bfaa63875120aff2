import type { Preferences } from '../api/sotto-client.ts';
import type { Changes, Reader } from '../store/changes.ts';
import { readSetting, writeSetting } from '../store/settings.ts';

export const defaultPreferences: Preferences = {
  readReceipts: true,
  typingIndicators: true,
  presence: true,
  askBeforeGroups: false,
  undoSendSeconds: 0,
  skinTone: 0,
};

export function readPreferences(reader: Reader): Preferences {
  const stored = readSetting(reader, 'preferences');
  if (typeof stored !== 'string') return defaultPreferences;
  return { ...defaultPreferences, ...(JSON.parse(stored) as Partial<Preferences>) };
}

export function savePreferences(changes: Changes, change: Partial<Preferences>): void {
  writeSetting(changes, 'preferences', JSON.stringify({ ...readPreferences(changes), ...change }));
  changes.touchPreferences();
}
