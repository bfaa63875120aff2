import { Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { appearance } from '../appearance/appearance.ts';
import { ChoiceGroup } from './choice-group.tsx';
import { settingsText } from './text.ts';

/** How the app looks on this device. */
export function AppearanceSection() {
  const text = settingsText.appearance;
  const chosen = useSyncExternalStore(appearance.subscribe, () => appearance.current);
  return (
    <>
      <p className="text-[0.9375rem] text-muted">{text.intro}</p>
      <ChoiceGroup
        label={text.theme}
        name="theme"
        value={chosen.theme}
        options={text.themes}
        icons={{ system: Monitor, light: Sun, dark: Moon }}
        onChange={(theme) => appearance.change({ theme })}
      />
      <ChoiceGroup
        label={text.density}
        name="density"
        value={chosen.density}
        options={text.densities}
        onChange={(density) => appearance.change({ density })}
      />
      <ChoiceGroup
        label={text.textSize}
        name="text-size"
        value={chosen.textSize}
        options={text.textSizes}
        onChange={(textSize) => appearance.change({ textSize })}
      />
    </>
  );
}
