import type { FilePart, TimelineMessage } from '@sotto/client';
import { Eye, EyeOff } from 'lucide-react';
import { useArticleTab } from './article-tab.ts';
import { useFileHandlers } from './file-handlers.ts';
import { kindText } from './kind-text.ts';
import { filesText } from './text.ts';

type OnceRowProps = { readonly message: TimelineMessage; readonly file: FilePart };

/** A picture or film that each device opens once. Nothing of it is seen before. */
export function OnceRow({ message, file }: OnceRowProps) {
  const { onView } = useFileHandlers();
  const tab = useArticleTab();
  const kind = kindText[file.show];
  const { once } = filesText;
  if (file.state.kind === 'viewed') return <Line text={once.viewed(kind)} closed />;
  if (file.state.kind === 'gone') return <Line text={`${kind} · ${filesText.gone}`} closed />;
  if (message.mine) return <Line text={once.sent(kind)} />;
  if (file.show === 'file') return <Line text={once.unsupported} closed />;
  return (
    <button
      type="button"
      className="sotto-once"
      tabIndex={tab}
      onClick={() => onView?.(message, file.fileId)}
    >
      <Eye aria-hidden="true" />
      {once.open(kind)}
    </button>
  );
}

function Line({ text, closed = false }: { readonly text: string; readonly closed?: boolean }) {
  const Sign = closed ? EyeOff : Eye;
  return (
    <p className="sotto-once">
      <Sign aria-hidden="true" />
      {text}
    </p>
  );
}
