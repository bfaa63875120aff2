import type { AccountId, NamedPerson } from '@sotto/client';
import { memo, type ReactNode, useMemo } from 'react';
import { BlockView } from './block-view.tsx';
import { MentionContext } from './mention-context.ts';
import { parseMarkdown } from './parse-markdown.ts';

type MarkdownProps = {
  readonly text: string;
  /** Everybody mentioned, under the name they have now. */
  readonly mentions?: readonly NamedPerson[];
  /** Shows who somebody mentioned is. */
  readonly onPerson?: ((accountId: AccountId) => void) | undefined;
  /** Put at the end of the last line, where a bubble keeps room for its time. */
  readonly trailing?: ReactNode;
  /** Laid over the end of the last line, on the side where the text ends. */
  readonly after?: ReactNode;
};

const nobody: readonly NamedPerson[] = [];

/** A message as nodes: no part of it is ever read as HTML (REQ-C1). */
export const Markdown = memo(function Markdown(props: MarkdownProps) {
  const { text, mentions = nobody, onPerson, trailing, after } = props;
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const mentioned = useMemo(() => ({ people: mentions, onPerson }), [mentions, onPerson]);
  const endsInLine = blocks.at(-1)?.kind === 'paragraph';
  return (
    <MentionContext value={mentioned}>
      <div className="sotto-markdown" dir="auto">
        {blocks.map((block, index) => (
          <BlockView
            // The blocks of a text never change places: a changed text is parsed anew.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            block={block}
            trailing={index === blocks.length - 1 ? trailing : undefined}
          />
        ))}
        {!endsInLine && trailing !== undefined && <div className="sotto-markdown-tail">{trailing}</div>}
        {after}
      </div>
    </MentionContext>
  );
});
