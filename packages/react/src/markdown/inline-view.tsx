import { MentionView } from './mention-view.tsx';
import { markdownText } from './text.ts';
import type { Inline } from './tokens.ts';

/** One piece of a line. */
export function InlineView({ node }: { node: Inline }) {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'break':
      return <br />;
    case 'code':
      return <code>{node.text}</code>;
    case 'strong':
      return <strong>{inside(node.children)}</strong>;
    case 'emphasis':
      return <em>{inside(node.children)}</em>;
    case 'strike':
      return <s>{inside(node.children)}</s>;
    case 'mention':
      return <MentionView accountId={node.accountId} label={node.label} />;
    case 'link':
      return (
        <a
          href={node.href}
          target="_blank"
          rel="noopener noreferrer"
          title={markdownText.opensNewTab(node.href)}
        >
          {inside(node.children)}
        </a>
      );
  }
}

function inside(nodes: readonly Inline[]) {
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a parsed text never change places
  return nodes.map((node, index) => <InlineView key={index} node={node} />);
}
