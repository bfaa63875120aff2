import { readContactCards, writeContactCard } from '@sotto/protocol/content';
import type { ContactCard } from '../api/rich-message.ts';
import { ClientError } from '../client-error.ts';
import type { DeviceContext } from '../device-context.ts';
import { targetOf } from '../marks/write-mark.ts';
import { bodyOf } from '../messages/stored-body.ts';

/** A card as a vCard 4.0 file, for other programs. */
export function exportContact({ database }: Pick<DeviceContext, 'database'>, messageId: string): string {
  const [item] = bodyOf(targetOf(database, messageId).row);
  if (item?.kind !== 'contact') throw new ClientError('invalid-input');
  return writeContactCard(item.card);
}

/** Cards of a vCard file, to be looked at and sent. Who in this organisation they claim to be is left out. */
export function readContacts(vcard: string): Omit<ContactCard, 'person'>[] {
  const cards = readContactCards(vcard);
  if (cards === undefined) throw new ClientError('invalid-input');
  return cards.map(({ accountId: _, ...card }) => card);
}
