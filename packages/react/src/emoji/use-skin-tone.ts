import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';
import { type SkinTone, skinTones } from './with-skin-tone.ts';

/** The skin of the emoji one sends. Kept with the messages, encrypted: it says something about a person. */
export function useSkinTone(): readonly [SkinTone, (tone: SkinTone) => void] {
  const client = useClient();
  const { skinTone } = useQuery(client.preferences);
  const choose = (tone: SkinTone) => {
    client.setPreferences({ skinTone: skinTones.indexOf(tone) }).catch(() => {
      // What was chosen before stays.
    });
  };
  return [skinTones[skinTone] ?? null, choose];
}
