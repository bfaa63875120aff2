import { richLimits } from '@sotto/client';
import { safeName, useClient, useQuery } from '@sotto/react';
import { useState } from 'react';
import { SelectField } from '../ui/select-field.tsx';
import { TextArea } from '../ui/text-area.tsx';
import { TextField } from '../ui/text-field.tsx';
import { CardForm } from './card-form.tsx';
import type { CardPlace } from './card-kind.ts';
import { contactContent, contactLists, contactOf, emptyContact, withValue } from './contact-draft.ts';
import { FromFile } from './from-file.tsx';
import { contactText as text } from './text.ts';
import { useSendCard } from './use-send-card.ts';
import { ValueRows } from './value-rows.tsx';

/** Somebody's card: of the organisation, from a file, or filled in. */
export function ContactForm({ place, onSent }: { place: CardPlace; onSent: () => void }) {
  const client = useClient();
  const people = useQuery(client.people);
  const [draft, setDraft] = useState(emptyContact);
  const { busy, failure, send } = useSendCard(place, onSent);
  const content = contactContent(draft);
  const choices = people.map((person) => [person.accountId as string, safeName(person.displayName)] as const);
  return (
    <CardForm
      ready={content !== null}
      busy={busy}
      failure={failure}
      onSend={() => content !== null && send(content)}
      aside={
        <FromFile
          label={text.fromFile}
          accept=".vcf,text/vcard"
          read={(file) => client.readContacts(file)}
          nameOf={(card) => card.name}
          onRead={(card) => setDraft({ ...card, person: null })}
        />
      }
    >
      <SelectField
        label={text.who}
        value={draft.person ?? ''}
        options={[['', text.whoNone], ...choices]}
        onChange={(accountId) => {
          const person = people.find((one) => one.accountId === accountId);
          setDraft(person === undefined ? emptyContact : contactOf(person));
        }}
      />
      <TextField
        label={text.name}
        value={draft.name}
        maxLength={richLimits.cardCharacters}
        dir="auto"
        autoComplete="off"
        onChange={(event) => setDraft({ ...draft, name: event.target.value })}
      />
      <div className="grid grid-cols-2 gap-3">
        <TextField
          label={text.title}
          value={draft.title}
          maxLength={richLimits.cardCharacters}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setDraft({ ...draft, title: event.target.value })}
        />
        <TextField
          label={text.organisation}
          value={draft.organisation}
          maxLength={richLimits.cardCharacters}
          dir="auto"
          autoComplete="off"
          onChange={(event) => setDraft({ ...draft, organisation: event.target.value })}
        />
      </div>
      {contactLists.map((list) => (
        <ValueRows
          key={list}
          label={text[list]}
          values={draft[list].map(({ value }) => value)}
          onChange={(index, value) => setDraft(withValue(draft, list, index, value))}
        />
      ))}
      <TextArea
        label={text.note}
        value={draft.note}
        maxLength={richLimits.cardNoteCharacters}
        dir="auto"
        onChange={(event) => setDraft({ ...draft, note: event.target.value })}
      />
    </CardForm>
  );
}
