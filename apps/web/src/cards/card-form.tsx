import type { FormEvent, ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { cardsText as text } from './text.ts';

type CardFormProps = {
  /** It can be sent as it is. */
  readonly ready: boolean;
  readonly busy: boolean;
  readonly failure: string | null;
  readonly onSend: () => void;
  /** Stands beside the button that sends. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
};

/** The frame of a card's form: fields that scroll, and the button below them. */
export function CardForm({ ready, busy, failure, onSend, aside, children }: CardFormProps) {
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) onSend();
  };
  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={onSubmit} noValidate>
      <div className="scroll grid flex-1 content-start gap-5 px-6 pt-1 pb-6">
        {children}
        <FormAlert text={failure} />
      </div>
      <footer className="flex flex-none items-center gap-2 border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        {aside}
        <Button type="submit" className="ms-auto" busy={busy} disabled={!ready}>
          {text.send}
        </Button>
      </footer>
    </form>
  );
}
