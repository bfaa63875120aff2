import type { ContactPart, LabelledValue, NamedPerson } from '@sotto/client';
import { ContactRound, Globe, Mail, MapPin, Phone } from 'lucide-react';
import { use, useEffect, useId } from 'react';
import { Avatar } from '../avatar/avatar.tsx';
import { useClient } from '../client/use-client.ts';
import { safeHref } from '../markdown/safe-href.ts';
import { safeName } from '../text/safe-name.ts';
import { CardFailure } from './card-failure.tsx';
import type { CardMessage } from './card-message.ts';
import { ContactLines } from './contact-lines.tsx';
import { fileNameOf } from './file-name.ts';
import { LongField } from './long-field.tsx';
import { oneLine } from './one-line.ts';
import { saveTextFile } from './save-text-file.ts';
import { cardText } from './text.ts';
import { useCardAction } from './use-card-action.ts';
import { WriteToContext } from './write-to.ts';

const lineMax = 120;

type ContactCardProps = {
  readonly message: CardMessage;
  readonly card: ContactPart;
};

/** Somebody's card: how to reach them, to be copied, kept as vCard, or written to. */
export function ContactCard({ message, card }: ContactCardProps) {
  const client = useClient();
  const writeTo = use(WriteToContext);
  const [failed, act] = useCardAction();
  const id = useId();
  const name = safeName(card.name);
  const work = [card.title, card.organisation].map((text) => oneLine(text, lineMax)).filter(Boolean);
  const person = useKnownPerson(card.person);
  const save = async () =>
    saveTextFile(
      fileNameOf(name, cardText.contact, 'vcf'),
      'text/vcard',
      await client.exportContact(message.id),
    );
  return (
    <section className="sotto-card" data-kind="contact" aria-labelledby={id}>
      <div className="sotto-card-head">
        {person === null ? (
          <span className="sotto-card-sign" aria-hidden="true">
            <ContactRound />
          </span>
        ) : (
          <Avatar person={{ accountId: person.accountId, displayName: person.name }} />
        )}
        <div>
          <p id={id} className="sotto-card-title" dir="auto">
            {name}
          </p>
          {work.length > 0 && (
            <p className="sotto-card-note" dir="auto">
              {work.join(' · ')}
            </p>
          )}
          {person !== null && (
            <p className="sotto-card-tag">
              {person.self ? cardText.you : cardText.member(safeName(person.name))}
            </p>
          )}
        </div>
      </div>
      <ContactLines sign={Phone} lines={card.phones} />
      <ContactLines sign={Mail} lines={card.emails} hrefOf={mailHref} />
      <ContactLines sign={Globe} lines={card.urls} hrefOf={({ value }) => safeHref(value)} />
      <ContactLines sign={MapPin} lines={card.addresses} />
      <LongField text={card.note} />
      <div className="sotto-card-actions">
        {person !== null && !person.self && writeTo !== null && (
          <button
            type="button"
            className="sotto-card-button"
            onClick={() => act(() => writeTo(person.accountId))}
          >
            {cardText.writeTo(safeName(person.name))}
          </button>
        )}
        <button type="button" className="sotto-card-button" onClick={() => act(save)}>
          {cardText.saveContact}
        </button>
      </div>
      <CardFailure failed={failed} />
    </section>
  );
}

/** The directory says who somebody is; while it does not, the name on a card is nothing but that. */
function useKnownPerson(person: NamedPerson | null): NamedPerson | null {
  const client = useClient();
  const unknown = person !== null && person.name === '';
  useEffect(() => {
    if (unknown) client.refreshPeople().catch(() => {});
  }, [client, unknown]);
  return unknown ? null : person;
}

/** An address and nothing else: no subject, no text, no further recipients (RFC 6068). */
function mailHref({ value }: LabelledValue): string | null {
  return /^[^\s@?&=,;:<>"%]+@[^\s@?&=,;:<>"%]+$/.test(value) ? safeHref(`mailto:${value}`) : null;
}
