import { memo, type ReactNode, useMemo } from 'react';
import { BlockView } from './block-view.tsx';
import { parseMarkdown } from './parse-markdown.ts';

type MarkdownProps = {
  readonly text: string;
  /** Put at the end of the last line, where a bubble keeps room for its time. */
  readonly trailing?: ReactNode;
  /** Laid over the end of the last line, on the side where the text ends. */
  readonly after?: ReactNode;
};

/** A message as nodes: no part of it is ever read as HTML (REQ-C1). */
export const Markdown = memo(function Markdown({ text, trailing, after }: MarkdownProps) {
  const blocks = useMemo(() => parseMarkdown(text), [text]);
  const endsInLine = blocks.at(-1)?.kind === 'paragraph';
  return (
    <div className="sotto-markdown" dir="auto">
      {blocks.map((block, index) => (
        // The blocks of a text never change places: a changed text is parsed anew.
        // biome-ignore lint/suspicious/noArrayIndexKey: see above
        <BlockView key={index} block={block} trailing={index === blocks.length - 1 ? trailing : undefined} />
      ))}
      {!endsInLine && trailing !== undefined && <div className="sotto-markdown-tail">{trailing}</div>}
      {after}
    </div>
  );
});
