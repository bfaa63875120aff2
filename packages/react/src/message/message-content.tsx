import type { AccountId, BodyPart, TimelineMessage } from '@sotto/client';
import type { ReactNode } from 'react';
import { CardContent } from '../cards/card-content.tsx';
import { FileContent } from '../files/file-content.tsx';
import { LinkPreviewCard } from './link-preview-card.tsx';
import { TextContent } from './text-content.tsx';
import { UnknownContent } from './unknown-content.tsx';

type MessageContentProps = {
  readonly message: TimelineMessage;
  /** Room for the time at the end of the last line, and the time itself. */
  readonly room?: ReactNode;
  readonly meta?: ReactNode;
  /** Begins a conversation with somebody whose card was sent. */
  readonly onPerson?: ((accountId: AccountId) => void) | undefined;
};

/** What a message says, part by part, in the order of its sender. Files stand together at the first. */
export function MessageContent({ message, room, meta, onPerson }: MessageContentProps) {
  const firstFile = message.parts.findIndex(({ kind }) => kind === 'file');
  const shown = message.parts.filter((part, index) => part.kind !== 'file' || index === firstFile);
  const endsInText = shown.at(-1)?.kind === 'text';
  return (
    <>
      {shown.map((part, index) => {
        const last = index === shown.length - 1;
        return (
          <Part
            // The parts of a message never change places; an edit replaces them all.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            key={index}
            message={message}
            part={part}
            onPerson={onPerson}
            {...(last ? { room, meta } : {})}
          />
        );
      })}
      {!endsInText && <div className="sotto-bubble-foot">{meta}</div>}
    </>
  );
}

function Part({ message, part, room, meta, onPerson }: MessageContentProps & { readonly part: BodyPart }) {
  switch (part.kind) {
    case 'text':
      return <TextContent part={part} room={room} meta={meta} onPerson={onPerson} />;
    case 'file':
      return <FileContent message={message} />;
    case 'link-preview':
      return <LinkPreviewCard preview={part} />;
    case 'unknown':
      return <UnknownContent />;
    default:
      return <CardContent message={message} part={part} />;
  }
}
