import { useId } from 'react';
import { emojiText } from './text.ts';
import { type SkinTone, skinTones, withSkinTone } from './with-skin-tone.ts';

type SkinTonesProps = { readonly tone: SkinTone; readonly onTone: (tone: SkinTone) => void };

/** Which skin emoji of people have; remembered. */
export function SkinTones({ tone, onTone }: SkinTonesProps) {
  const name = useId();
  return (
    <fieldset className="sotto-skin-tones">
      <legend className="sotto-visually-hidden">{emojiText.skin}</legend>
      {skinTones.map((one, index) => (
        <label key={one ?? 'none'} title={emojiText.skins[index]}>
          <input
            type="radio"
            name={name}
            className="sotto-visually-hidden"
            aria-label={emojiText.skins[index]}
            checked={one === tone}
            onChange={() => onTone(one)}
          />
          <span aria-hidden="true">{withSkinTone('✋', one)}</span>
        </label>
      ))}
    </fieldset>
  );
}
