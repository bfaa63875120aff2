import { useState } from 'react';
import { messageText } from '../message/text.ts';
import { neutralText } from '../text/neutral-text.ts';

const shownMax = 240;
const linesMax = 5;

/** Plain text of several lines: its beginning, and the rest when it is wanted. */
export function LongField({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const plain = neutralText(text).trim();
  if (plain === '') return null;
  const start = plain.split('\n', linesMax).join('\n').slice(0, shownMax);
  const folded = start.length < plain.length;
  return (
    <div className="sotto-card-text">
      <p dir="auto">{whole || !folded ? plain : `${start.trimEnd()}…`}</p>
      {folded && (
        <button type="button" className="sotto-card-link" onClick={() => setWhole(!whole)}>
          {whole ? messageText.showLess : messageText.showMore}
        </button>
      )}
    </div>
  );
}
