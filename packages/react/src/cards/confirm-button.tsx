import { useState } from 'react';
import { cardText } from './text.ts';

type ConfirmButtonProps = {
  readonly label: string;
  /** Asked before it is done: it cannot be taken back. */
  readonly question: string;
  readonly onConfirm: () => void;
};

/** A button that asks once more, in its place. */
export function ConfirmButton({ label, question, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="sotto-card-button" onClick={() => setAsking(true)}>
        {label}
      </button>
    );
  }
  return (
    <fieldset className="sotto-card-confirm">
      <legend>{question}</legend>
      <button
        type="button"
        className="sotto-card-button"
        onClick={() => {
          setAsking(false);
          onConfirm();
        }}
      >
        {label}
      </button>
      {/* biome-ignore lint/a11y/noAutofocus: the focus stays where the button was pressed, on what changes nothing */}
      <button type="button" className="sotto-card-button" autoFocus onClick={() => setAsking(false)}>
        {cardText.keep}
      </button>
    </fieldset>
  );
}
