import type { ReplyQuote as Quote } from '@sotto/client';
import { avatarColour } from '../avatar/avatar-colour.ts';
import { safeName } from '../text/safe-name.ts';
import { previewText } from './preview-text.ts';
import { messageText } from './text.ts';

type ReplyQuoteProps = {
  readonly quote: Quote;
  readonly onJump?: ((messageId: string) => void) | undefined;
};

/** Above an answer: what it answers, from this device's own copy. Leads there. */
export function ReplyQuote({ quote, onJump }: ReplyQuoteProps) {
  if (quote.kind !== 'message') {
    return (
      <p className="sotto-quote" data-gone="true">
        {quote.kind === 'deleted' ? messageText.quoteDeleted : messageText.quoteMissing}
      </p>
    );
  }
  const name = quote.sender.self ? messageText.you : safeName(quote.sender.name);
  return (
    <button
      type="button"
      className="sotto-quote"
      data-colour={avatarColour(quote.sender.accountId)}
      tabIndex={-1}
      title={messageText.quoteJump}
      onClick={() => onJump?.(quote.id)}
    >
      <span className="sotto-visually-hidden">{messageText.quoteOf}</span>
      <b>
        <bdi>{name}</bdi>
      </b>
      <span dir="auto">{previewText(quote.preview)}</span>
    </button>
  );
}
