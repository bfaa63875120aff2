import { ClientError, type Person } from '@sotto/client';
import { useClient } from '@sotto/react';
import { type FormEvent, useRef, useState } from 'react';
import { ReferenceFields } from '../reference/reference-fields.tsx';
import { referenceText } from '../reference/text.ts';
import { places } from '../routing/places.ts';
import { usePlace } from '../routing/use-place.ts';
import { Button } from '../ui/button.tsx';
import { FormAlert } from '../ui/form-alert.tsx';
import { TextField } from '../ui/text-field.tsx';
import { ChosenPeople } from './chosen-people.tsx';
import { newConversationText as text } from './text.ts';

type NameSubjectProps = { readonly people: readonly Person[]; readonly onClose: () => void };

const subjectCharactersMax = 80;

/** What a new conversation is about, and what it belongs to. */
export function NameSubject({ people, onClose }: NameSubjectProps) {
  const client = useClient();
  const [, go] = usePlace();
  const [subject, setSubject] = useState('');
  const [reference, setReference] = useState({ system: '', reference: '' });
  const [failure, setFailure] = useState<string | null>(null);
  // Pressed again after a failure, it begins one conversation.
  const requestId = useRef(crypto.randomUUID());
  const half = (reference.system.trim() === '') !== (reference.reference.trim() === '');
  const complete = subject.trim() !== '' && !half;

  const create = async (event: FormEvent) => {
    event.preventDefault();
    if (!complete) return;
    setFailure(null);
    try {
      const id = await client.startSubject({
        subject: subject.trim(),
        recipients: people.map((person) => person.accountId),
        reference:
          reference.system.trim() === ''
            ? null
            : { system: reference.system.trim(), reference: reference.reference.trim() },
        requestId: requestId.current,
      });
      go(places.conversation(id));
      onClose();
    } catch (error) {
      setFailure(error instanceof ClientError && error.code === 'group-full' ? text.full : text.failed);
    }
  };

  return (
    <form className="flex min-h-0 flex-1 flex-col" onSubmit={create}>
      <div className="scroll grid flex-1 content-start gap-5 px-6 pt-1 pb-5">
        <TextField
          label={text.subject}
          autoFocus
          dir="auto"
          maxLength={subjectCharactersMax}
          value={subject}
          onChange={(event) => setSubject(event.target.value)}
        />
        <section className="grid gap-3" aria-label={referenceText.title}>
          <h3 className="text-sm font-semibold">{text.belongsTo}</h3>
          <ReferenceFields form={reference} onChange={setReference} />
          <p className="text-[0.8125rem] text-muted">{referenceText.intro}</p>
        </section>
        <ChosenPeople people={people} />
        <FormAlert text={failure} />
      </div>
      <footer className="flex flex-none justify-end border-t border-line px-4 py-3 max-md:pb-[max(0.75rem,env(safe-area-inset-bottom))]">
        <Button type="submit" disabled={!complete}>
          {text.start}
        </Button>
      </footer>
    </form>
  );
}
