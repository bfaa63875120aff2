import { ClientError, type ContactCard } from '@sotto/client';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { press, render, settle, type } from '../../../../packages/react/test/render.tsx';
import { conversationId, scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { button, clickButton, field } from '../../test/controls.ts';
import { CardDialog } from './card-dialog.tsx';
import type { CardKind } from './card-kind.ts';

beforeAll(() =>
  Promise.all([
    import('./poll-form.tsx'),
    import('./location-form.tsx'),
    import('./contact-form.tsx'),
    import('./event-form.tsx'),
  ]),
);
afterEach(() => vi.unstubAllGlobals());

async function dialog(card: CardKind, change: Partial<ReturnType<typeof scriptedClient>['client']> = {}) {
  const { client, script } = scriptedClient();
  const onClose = vi.fn();
  await render(
    <CardDialog card={card} place={{ conversationId, threadId: 'thread' }} onClose={onClose} />,
    Object.assign(client, change),
  );
  await settle(() => {});
  const sent = () => script.calls.filter((call) => call.action === 'sendContent').map((call) => call.args);
  return { sent, onClose };
}

const labelled = (label: string) => document.querySelector(`[aria-label="${label}"]`) as HTMLInputElement;

async function choose(input: HTMLInputElement, file: File): Promise<void> {
  Object.defineProperty(input, 'files', { configurable: true, value: [file] });
  await settle(async () => {
    input.dispatchEvent(new Event('change', { bubbles: true }));
    await new Promise((resolve) => setTimeout(resolve, 20));
  });
}

describe('a poll', () => {
  test('is filled in with the keyboard and sent to where it was asked for', async () => {
    const { sent, onClose } = await dialog('poll');
    expect(button('Send').disabled).toBe(true);
    await type(field('Question'), 'When?');
    await type(labelled('Answer 1'), 'Monday');
    await press(labelled('Answer 1'), 'Enter');
    expect(document.activeElement).toBe(labelled('Answer 2'));
    await type(labelled('Answer 2'), 'Friday');
    await clickButton('Send');
    expect(sent()).toEqual([
      [
        conversationId,
        { kind: 'poll', question: 'When?', options: ['Monday', 'Friday'], choicesMax: 1, closesAt: null },
        { requestId: expect.any(String), threadId: 'thread' },
      ],
    ]);
    expect(onClose).toHaveBeenCalledOnce();
  });

  test('that was refused stays, with a word about it', async () => {
    const { onClose } = await dialog('poll', {
      sendContent: () => Promise.reject(new ClientError('not-a-member')),
    });
    await type(field('Question'), 'When?');
    await type(labelled('Answer 1'), 'Monday');
    await type(labelled('Answer 2'), 'Friday');
    await clickButton('Send');
    expect(document.querySelector('[role="alert"]')?.textContent).toContain('no longer in this group');
    expect(onClose).not.toHaveBeenCalled();
    expect(field('Question').value).toBe('When?');
  });
});

describe('a place', () => {
  test('is typed, shown on the map and sent', async () => {
    const { sent } = await dialog('location');
    await type(field('Coordinates'), 'somewhere');
    expect(document.body.textContent).toContain('These are no coordinates');
    await type(field('Coordinates'), '47.3769, 8.5417');
    expect(document.querySelector('svg[role="img"]')).not.toBeNull();
    await type(field('Name'), 'The old mill');
    await clickButton('Send');
    expect(sent()[0]?.[1]).toEqual({
      kind: 'location',
      place: { latitude: 47.3769, longitude: 8.5417, uncertaintyMeters: null, label: 'The old mill' },
    });
  });

  test('is where this device is only when it is asked', async () => {
    const getCurrentPosition = vi.fn((found: (position: unknown) => void) =>
      found({ coords: { latitude: 1.5, longitude: 2.25, accuracy: 19.2 } }),
    );
    vi.stubGlobal('navigator', { ...navigator, geolocation: { getCurrentPosition } });
    const { sent } = await dialog('location');
    expect(getCurrentPosition).not.toHaveBeenCalled();
    await clickButton('Where I am');
    expect(field('Coordinates').value).toBe('1.500000, 2.250000');
    await clickButton('Send');
    expect(sent()[0]?.[1]).toMatchObject({
      place: { latitude: 1.5, longitude: 2.25, uncertaintyMeters: 20 },
    });
  });
});

describe('a contact', () => {
  const card: Omit<ContactCard, 'person'> = {
    name: 'Ida Lindqvist',
    organisation: 'Nord',
    title: '',
    phones: [{ label: 'mobile', value: '+46 1' }],
    emails: [],
    addresses: [],
    urls: [],
    note: '',
  };

  test('comes from a vCard file; of several, one is chosen', async () => {
    const { sent } = await dialog('contact', { readContacts: async () => [card, { ...card, name: 'Jon' }] });
    await choose(labelled('From a vCard file'), new File(['BEGIN:VCARD'], 'cards.vcf'));
    expect(field('Name').value).toBe('Ida Lindqvist');
    const which = field('Which one?') as unknown as HTMLSelectElement;
    which.value = '1';
    await settle(() => void which.dispatchEvent(new Event('change', { bubbles: true })));
    await clickButton('Send');
    expect(sent()[0]?.[1]).toEqual({ kind: 'contact', card: { ...card, name: 'Jon' }, person: null });
  });

  test('a file that is none says so', async () => {
    await dialog('contact', { readContacts: () => Promise.reject(new ClientError('invalid-input')) });
    await choose(labelled('From a vCard file'), new File(['%PDF'], 'cards.vcf'));
    expect(document.body.textContent).toContain('nothing in this file that can be read');
    expect(button('Send').disabled).toBe(true);
  });
});

describe('an event', () => {
  test('is filled in and sent', async () => {
    const { sent } = await dialog('event');
    await type(field('Title'), 'Recital');
    await type(labelled('Begins: day'), '2030-06-20');
    await type(labelled('Begins: time'), '17:00');
    await clickButton('Send');
    const startsAt = new Date(2030, 5, 20, 17).getTime();
    expect(sent()[0]?.[1]).toMatchObject({
      kind: 'event',
      event: { title: 'Recital', startsAt, endsAt: startsAt + 3_600_000, suggestedReminderMinutes: 60 },
    });
  });

  test('says when it would end before it begins', async () => {
    await dialog('event');
    await type(field('Title'), 'Recital');
    await type(labelled('Ends: day'), '2020-01-01');
    expect(document.body.textContent).toContain('cannot end before it begins');
    expect(button('Send').disabled).toBe(true);
  });
});
