import type { AccountId, TextPart } from '@sotto/client';
import { type ReactNode, useState } from 'react';
import { Markdown } from '../markdown/markdown.tsx';
import { beginning } from './long-text.ts';
import { messageText } from './text.ts';

type TextContentProps = {
  readonly part: TextPart;
  readonly room?: ReactNode;
  readonly meta?: ReactNode;
  readonly onPerson?: ((accountId: AccountId) => void) | undefined;
};

/** The text of a message; a long one shows its beginning first. */
export function TextContent({ part, room, meta, onPerson }: TextContentProps) {
  const [whole, setWhole] = useState(false);
  const start = beginning(part.text);
  const { mentions } = part;
  if (start === null) {
    return <Markdown text={part.text} mentions={mentions} onPerson={onPerson} trailing={room} after={meta} />;
  }
  return (
    <>
      <Markdown text={whole ? part.text : start} mentions={mentions} onPerson={onPerson} />
      <div className="sotto-bubble-foot">
        <button type="button" className="sotto-link-button" onClick={() => setWhole(!whole)}>
          {whole ? messageText.showLess : messageText.showMore}
        </button>
        {meta}
      </div>
    </>
  );
}
