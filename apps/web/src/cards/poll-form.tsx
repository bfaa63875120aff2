import { richLimits } from '@sotto/client';
import { useState } from 'react';
import { SwitchRow } from '../settings/switch-row.tsx';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { CardForm } from './card-form.tsx';
import type { CardPlace } from './card-kind.ts';
import { answers, emptyPoll, pollContent } from './poll-draft.ts';
import { PollOptions } from './poll-options.tsx';
import { cardsText, pollText as text } from './text.ts';
import { useSendCard } from './use-send-card.ts';

/** A question and its answers. */
export function PollForm({ place, onSent }: { place: CardPlace; onSent: () => void }) {
  const [draft, setDraft] = useState(emptyPoll);
  const { busy, failure, send } = useSendCard(place, onSent);
  const ready = pollContent(draft, 0) !== null;
  const count = answers(draft).length;
  const over = draft.question.trim().length - richLimits.pollQuestionCharacters;
  const most = [
    [0, text.any],
    ...Array.from({ length: Math.max(0, count - 2) }, (_, index) => [index + 2, String(index + 2)] as const),
  ] as const;
  return (
    <CardForm
      ready={ready}
      busy={busy}
      failure={failure}
      onSend={() => {
        const content = pollContent(draft, Date.now());
        if (content !== null) send(content);
      }}
    >
      <TextArea
        label={text.question}
        value={draft.question}
        error={over > 0 ? cardsText.tooLong(over) : null}
        autoFocus
        dir="auto"
        onChange={(event) => setDraft({ ...draft, question: event.target.value })}
      />
      <PollOptions draft={draft} onChange={setDraft} />
      <div className="-mx-4">
        <SwitchRow
          label={text.several}
          detail={text.severalDetail}
          on={draft.several}
          onChange={(several) => setDraft({ ...draft, several })}
        />
      </div>
      {draft.several && count > 2 && (
        <SelectField
          label={text.atMost}
          value={Math.min(draft.choicesMax, count - 1)}
          options={most}
          onChange={(choicesMax) => setDraft({ ...draft, choicesMax })}
        />
      )}
      <SelectField
        label={text.closes}
        value={draft.closesInHours}
        options={text.closing}
        onChange={(closesInHours) => setDraft({ ...draft, closesInHours })}
      />
      <p className="text-[0.8125rem] text-muted">{text.note}</p>
    </CardForm>
  );
}
