import {
  type AccountId,
  type ContactCard,
  type OutgoingContent,
  type Person,
  richLimits,
} from '@sotto/client';

export type ContactLists = 'phones' | 'emails' | 'urls' | 'addresses';

/** A card while somebody fills it in. */
export type ContactDraft = Omit<ContactCard, 'person'> & { readonly person: AccountId | null };

export const contactLists: readonly ContactLists[] = ['phones', 'emails', 'urls', 'addresses'];

export const emptyContact: ContactDraft = {
  name: '',
  organisation: '',
  title: '',
  phones: [],
  emails: [],
  urls: [],
  addresses: [],
  note: '',
  person: null,
};

/** The card of somebody of the organisation says who they are; the rest is theirs to say. */
export function contactOf(person: Person): ContactDraft {
  return { ...emptyContact, name: person.displayName, person: person.accountId };
}

/** Puts a value into a list of one kind; what it was called stays. */
export function withValue(
  draft: ContactDraft,
  list: ContactLists,
  index: number,
  value: string,
): ContactDraft {
  const values = [...draft[list]];
  values[index] = { label: values[index]?.label ?? '', value };
  return { ...draft, [list]: values };
}

/** What is sent; null while there is no name. */
export function contactContent({ person, ...draft }: ContactDraft): OutgoingContent | null {
  if (draft.name.trim() === '' || draft.note.length > richLimits.cardNoteCharacters) return null;
  const filled = (list: ContactLists) =>
    draft[list]
      .map(({ label, value }) => ({ label, value: value.trim() }))
      .filter(({ value }) => value !== '')
      .slice(0, richLimits.cardEntries);
  return {
    kind: 'contact',
    card: {
      name: draft.name.trim(),
      organisation: draft.organisation.trim(),
      title: draft.title.trim(),
      phones: filled('phones'),
      emails: filled('emails'),
      urls: filled('urls'),
      addresses: filled('addresses'),
      note: draft.note.trim(),
    },
    person,
  };
}
