import type { ReactNode } from 'react';
import { CodeBlock } from './code-block.tsx';
import { InlineView } from './inline-view.tsx';
import type { Block, Inline } from './tokens.ts';

/** One block and what is in it. */
export function BlockView({ block, trailing }: { block: Block; trailing?: ReactNode }) {
  switch (block.kind) {
    case 'paragraph':
      return (
        <p>
          <Inlines nodes={block.children} />
          {trailing}
        </p>
      );
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'quote':
      return (
        <blockquote>
          <Blocks blocks={block.children} />
        </blockquote>
      );
    case 'list': {
      const items = block.items.map((blocks, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a parsed text never change places
        <li key={index}>
          <Blocks blocks={blocks} />
        </li>
      ));
      return block.ordered ? <ol start={block.start}>{items}</ol> : <ul>{items}</ul>;
    }
  }
}

function Blocks({ blocks }: { blocks: readonly Block[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a parsed text never change places
  return blocks.map((block, index) => <BlockView key={index} block={block} />);
}

function Inlines({ nodes }: { nodes: readonly Inline[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a parsed text never change places
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}
