import { beforeAll, describe, expect, test, vi } from 'vitest';
import { contact, event, place, poll } from '../../test/cards.ts';
import { annaNamed, benNamed, message } from '../../test/items.ts';
import { click, render, settle } from '../../test/render.tsx';
import { scriptedClient } from '../../test/scripted-client.ts';
import { CardContent, type CardPart } from './card-content.tsx';
import { WriteToContext } from './write-to.ts';

// Each is fetched when it is first shown.
beforeAll(() =>
  Promise.all([
    import('./poll-card.tsx'),
    import('./location-card.tsx'),
    import('./contact-card.tsx'),
    import('./event-card.tsx'),
  ]),
);

/** What a screen reader reads of a button: not what is drawn for the eye only. */
function spoken(button: HTMLButtonElement): string {
  const copy = button.cloneNode(true) as HTMLButtonElement;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent ?? '';
}

async function card(part: CardPart, { mine = false, onWriteTo = vi.fn() } = {}) {
  const { client, script } = scriptedClient();
  const root = await render(
    <WriteToContext value={onWriteTo}>
      <CardContent message={message('m', { mine, parts: [part] })} part={part} />
    </WriteToContext>,
    client,
  );
  await settle(() => {});
  expect(root.querySelector('section')).not.toBeNull();
  const button = (name: RegExp) =>
    [...root.querySelectorAll('button')].find((one) =>
      name.test(one.getAttribute('aria-label') ?? spoken(one)),
    ) ?? null;
  const calls = (action: string) =>
    script.calls.filter((call) => call.action === action).map((call) => call.args);
  return { root, button, calls, client, onWriteTo };
}

describe('polls', () => {
  test('of one choice: the latest counts, the same again takes it back', async () => {
    const first = await card(poll());
    await click(first.button(/^Tuesday/));
    expect(first.calls('vote')).toEqual([['m', [1]]]);
    const chosen = poll().options.map((option, index) => ({ ...option, chosen: index === 1 }));
    const second = await card(poll({ options: chosen }));
    await click(second.button(/^Friday/));
    await click(second.button(/^Tuesday/));
    await click(second.button(/^Take back/));
    expect(second.calls('vote')).toEqual([
      ['m', [2]],
      ['m', []],
      ['m', []],
    ]);
  });

  test('of several: at most as many as it says, and it says so', async () => {
    const chosen = poll().options.map((option, index) => ({ ...option, chosen: index !== 1 }));
    const { root, button, calls } = await card(poll({ options: chosen, choicesMax: 2 }));
    expect(button(/^Tuesday/)?.disabled).toBe(true);
    expect(root.textContent).toContain('You have chosen 2');
    await click(button(/^Monday/));
    expect(calls('vote')).toEqual([['m', [2]]]);
  });

  test('the tally is live and said in words; names are shown on demand', async () => {
    const { root, button } = await card(poll());
    expect(button(/^Monday 1 vote, 100 %$/)).not.toBeNull();
    expect(root.textContent).toContain('1 person voted');
    expect(root.textContent).not.toContain('Ben Okafor');
    await click(button(/^Who voted/));
    expect(root.textContent).toContain('Ben Okafor');
  });

  test('closing is asked about once, and only offered to whom may do it', async () => {
    expect((await card(poll())).button(/^Close poll/)).toBeNull();
    const { button, calls } = await card(poll({ mayClose: true }));
    await click(button(/^Close poll/));
    expect(calls('closePoll')).toEqual([]);
    expect(document.activeElement).toBe(button(/^Keep/));
    await click(button(/^Close poll/));
    expect(calls('closePoll')).toEqual([['m']]);
  });

  test('a closed one takes no votes', async () => {
    const { root, button } = await card(poll({ closed: true }));
    expect(button(/^Monday/)?.disabled).toBe(true);
    expect(root.textContent).toContain('Closed');
  });

  test('a vote that was refused is said', async () => {
    const { root, button, client } = await card(poll());
    client.vote = () => Promise.reject(new Error('late'));
    await click(button(/^Monday/));
    expect(root.querySelector('[role="status"]')?.textContent).toContain('did not work');
  });
});

describe('places', () => {
  test('name, numbers and a drawn map; nothing is fetched', async () => {
    const { root } = await card(place());
    expect(root.querySelector('.sotto-card-title')?.textContent).toBe('The old mill');
    expect(root.textContent).toContain('47.37690° N, 8.54170° E · within 20 m');
    expect(root.querySelector('svg[role="img"]')?.getAttribute('aria-label')).toContain('47.37690° N');
    expect(root.querySelector('img, image, iframe, a[href]')).toBeNull();
  });
});

describe('contacts', () => {
  test('only mail and web addresses lead anywhere', async () => {
    const { root } = await card(
      contact({
        emails: [
          { label: '', value: 'ida@pianonord.example' },
          { label: '', value: 'a@b.example?bcc=spy@evil.example' },
        ],
        urls: [
          { label: '', value: 'javascript:alert(1)' },
          { label: '', value: 'https://pianonord.example/' },
          { label: '', value: 'data:text/html,<script>alert(1)</script>' },
        ],
      }),
    );
    expect([...root.querySelectorAll('a')].map((link) => link.getAttribute('href'))).toEqual([
      'mailto:ida@pianonord.example',
      'https://pianonord.example/',
    ]);
    for (const link of root.querySelectorAll('a')) expect(link.rel).toBe('noopener noreferrer');
  });

  test('somebody of the organisation can be written to', async () => {
    const { button, onWriteTo } = await card(contact({ person: benNamed }));
    await click(button(/^Write to Ben Okafor/));
    expect(onWriteTo).toHaveBeenCalledExactlyOnceWith(benNamed.accountId);
    expect((await card(contact({ person: annaNamed }))).button(/^Write to/)).toBeNull();
  });

  test('a name on a card is nobody of the organisation until the directory says so', async () => {
    const { root, button, calls } = await card(contact({ person: { ...benNamed, name: '' } }));
    expect(root.textContent).not.toContain('organisation');
    expect(button(/^Write to/)).toBeNull();
    expect(calls('refreshPeople')).toHaveLength(1);
  });
});

describe('events', () => {
  test('are answered, and say who comes', async () => {
    const { root, button, calls } = await card(event());
    expect(root.textContent).toContain('Coming: you and Ben Okafor');
    expect(button(/^Yes 2 answers$/)?.getAttribute('aria-pressed')).toBe('true');
    await click(button(/^Maybe/));
    expect(calls('answerEvent')).toEqual([['m', 'maybe']]);
  });

  test('remind whenever one likes, also as the sender suggested', async () => {
    const { root, calls } = await card(event());
    const select = root.querySelector('select') as HTMLSelectElement;
    expect([...select.options].map((option) => option.value)).toEqual([
      '',
      '0',
      '10',
      '45',
      '60',
      '1440',
      '10080',
    ]);
    select.value = '45';
    await settle(() => void select.dispatchEvent(new Event('change', { bubbles: true })));
    select.value = '';
    await settle(() => void select.dispatchEvent(new Event('change', { bubbles: true })));
    expect(calls('setReminder')).toEqual([
      ['m', 45],
      ['m', null],
    ]);
  });

  test('are called off by whoever made them, and then take no answers', async () => {
    expect((await card(event())).button(/^Cancel event/)).toBeNull();
    const own = await card(event(), { mine: true });
    await click(own.button(/^Cancel event/));
    await click(own.button(/^Cancel event/));
    expect(own.calls('cancelEvent')).toEqual([['m']]);
    const { root, button } = await card(event({ cancelled: true }), { mine: true });
    expect(root.textContent).toContain('Cancelled');
    expect(button(/^Yes/)).toBeNull();
    expect(root.querySelector('select')).toBeNull();
  });
});

describe('REQ-C1, REQ-C2: what others wrote into a field', () => {
  const hostile = '<img src=x onerror=alert(1)>\u202Egnp.exe\u2066\u0000';
  const parts: readonly CardPart[] = [
    poll({ question: hostile, options: poll().options.map((option) => ({ ...option, text: hostile })) }),
    place({ label: hostile }),
    contact({
      name: hostile,
      organisation: hostile,
      title: hostile,
      note: hostile,
      phones: [{ label: hostile, value: hostile }],
      emails: [{ label: hostile, value: hostile }],
      addresses: [{ label: hostile, value: hostile }],
      urls: [{ label: hostile, value: hostile }],
    }),
    event({ title: hostile, description: hostile, place: hostile }),
  ];
  test.each(parts)('is text, and turns nothing around: $kind', async (part) => {
    const { root } = await card(part);
    expect(root.querySelector('img, script, iframe')).toBeNull();
    expect(root.textContent).toContain('<img src=x');
    expect(root.innerHTML).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
  });

  test('has an end', async () => {
    const { root } = await card(event({ description: 'so long '.repeat(500), title: 'x'.repeat(5000) }));
    expect(root.textContent?.length).toBeLessThan(1200);
  });
});
