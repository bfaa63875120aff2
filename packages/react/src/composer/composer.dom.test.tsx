import { type Draft, type DraftExtras, noDraftExtras } from '@sotto/client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ben, message } from '../../test/items.ts';
import { click, press, render, settle, type } from '../../test/render.tsx';
import { conversationId, scriptedClient, summary } from '../../test/scripted-client.ts';
import { Composer, type ComposerHandle } from './composer.tsx';

async function composer(
  options: { draft?: string; draftExtras?: DraftExtras; onSend?: () => Promise<unknown> } = {},
) {
  const { client, script } = scriptedClient();
  if (options.draft !== undefined) script.drafts.set(conversationId, options.draft);
  if (options.draftExtras !== undefined) script.draftExtras.set(conversationId, options.draftExtras);
  const onSend = vi.fn(options.onSend ?? (async () => {}));
  const root = await render(<Composer conversationId={conversationId} name="Ben" onSend={onSend} />, client);
  const area = root.querySelector('textarea');
  if (area === null) throw new Error('no textarea');
  const typingCalls = () =>
    script.calls.filter((call) => call.action === 'setTyping').map((call) => call.args[1]);
  return { root, area, onSend, script, typingCalls };
}

describe('sending', () => {
  test('Enter sends what was typed, without blanks around it, and empties the field', async () => {
    const { area, onSend, script } = await composer();
    await type(area, '  hello \n');
    const event = await press(area, 'Enter');
    expect(event.defaultPrevented).toBe(true);
    expect(onSend).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text: 'hello' }, {});
    expect(area.value).toBe('');
    expect(script.drafts.get(conversationId)).toBe('');
  });

  test('Shift and Enter begin a new line', async () => {
    const { area, onSend } = await composer();
    await type(area, 'hello');
    const event = await press(area, 'Enter', { shiftKey: true });
    expect(event.defaultPrevented).toBe(false);
    expect(onSend).not.toHaveBeenCalled();
  });

  test('Enter that ends a composition of an input method sends nothing', async () => {
    const { area, onSend } = await composer();
    await type(area, 'にほん');
    await press(area, 'Enter', { isComposing: true });
    await press(area, 'Enter', { keyCode: 229 });
    expect(onSend).not.toHaveBeenCalled();
    expect(area.value).toBe('にほん');
  });

  test('blank messages are not sent', async () => {
    const { area, onSend } = await composer();
    await type(area, ' \n ');
    await press(area, 'Enter');
    expect(onSend).not.toHaveBeenCalled();
  });

  test('a text that could not be queued comes back, with a word about it', async () => {
    const { root, area, script } = await composer({ onSend: () => Promise.reject(new Error('full')) });
    await type(area, 'precious');
    await press(area, 'Enter');
    expect(area.value).toBe('precious');
    expect(script.drafts.get(conversationId)).toBe('precious');
    expect(root.querySelector('[role="status"]')?.textContent).toContain('still here');
  });

  test('a text that is too long is not sent and says by how much', async () => {
    const { root, area, onSend } = await composer();
    await type(area, 'ü'.repeat(40_000));
    await press(area, 'Enter');
    expect(onSend).not.toHaveBeenCalled();
    expect(root.querySelector('[role="status"]')?.textContent).toContain('Too long');
    expect(area.getAttribute('aria-invalid')).toBe('true');
  });
});

describe('drafts', () => {
  test('every keystroke is kept', async () => {
    const { area, script } = await composer();
    await type(area, 'h');
    await type(area, 'he');
    expect(script.calls.filter((call) => call.action === 'keepDraft').map((call) => call.args[1])).toEqual([
      { text: 'h', replyTo: null },
      { text: 'he', replyTo: null },
    ]);
  });

  test('what was unsent is there again', async () => {
    const { area } = await composer({ draft: 'half a thought' });
    expect(area.value).toBe('half a thought');
  });

  test('how long it is to stay is kept with it, and there again until it is sent', async () => {
    const { root, area, script, onSend } = await composer({
      draft: 'for today only',
      draftExtras: { linkPreview: null, expiresInSeconds: 86_400 },
    });
    const chip = () => root.querySelector('.sotto-composer-chips');
    expect(chip()?.textContent).toContain('1 day');
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledWith(
      { kind: 'text', text: 'for today only' },
      { expiresInSeconds: 86_400 },
    );
    expect(chip()).toBeNull();
    expect(script.draftExtras.get(conversationId)).toEqual(noDraftExtras);
  });

  test('a draft that arrives late never replaces what was typed meanwhile', async () => {
    const { client } = scriptedClient();
    let arrive: (draft: Draft) => void = () => {};
    client.readDraft = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const root = await render(
      <Composer conversationId={conversationId} name="Ben" onSend={async () => {}} />,
      client,
    );
    const area = root.querySelector('textarea') as HTMLTextAreaElement;
    await type(area, 'newer');
    await settle(() => arrive({ text: 'older', replyTo: null, extras: noDraftExtras }));
    expect(area.value).toBe('newer');
  });
});

describe('typing', () => {
  test('is said once while it goes on, and taken back when the text is sent or gone', async () => {
    const { area, typingCalls } = await composer();
    await type(area, 'h');
    await type(area, 'he');
    expect(typingCalls()).toEqual([true]);
    await press(area, 'Enter');
    expect(typingCalls()).toEqual([true, false]);
    await type(area, 'x');
    await type(area, '');
    expect(typingCalls()).toEqual([true, false, true, false]);
  });
});

describe('formatting', () => {
  test('Control and B put signs around the selection', async () => {
    const { area } = await composer();
    await type(area, 'say it loud');
    area.setSelectionRange(4, 6);
    await press(area, 'b', { ctrlKey: true });
    expect(area.value).toBe('say **it** loud');
    expect(area.value.slice(area.selectionStart, area.selectionEnd)).toBe('it');
  });
});

describe('answering and rewriting', () => {
  const said = message('said', { text: 'At seven?' });
  const mine = message('mine', { mine: true, text: 'At six.' });

  async function withItems(items = [said, mine]) {
    const { client, script } = scriptedClient();
    const onSend = vi.fn(async () => {});
    const onEdit = vi.fn(async () => {});
    const handle: { current: ComposerHandle | null } = { current: null };
    const root = await render(
      <Composer
        ref={handle}
        conversationId={conversationId}
        name="Ben"
        items={items}
        conversation={summary()}
        onSend={onSend}
        onEdit={onEdit}
      />,
      client,
    );
    const area = root.querySelector('textarea') as HTMLTextAreaElement;
    return { root, area, onSend, onEdit, handle, script, client };
  }

  test('an answer says what it answers, and is sent as one', async () => {
    const { root, area, onSend, handle } = await withItems();
    await settle(() => handle.current?.reply(said));
    expect(root.querySelector('.sotto-writing-bar')?.textContent).toContain('Reply to Ben OkaforAt seven?');
    await type(area, 'Yes');
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text: 'Yes' }, { replyTo: 'said' });
    expect(root.querySelector('.sotto-writing-bar')).toBeNull();
  });

  test('what was begun as an answer is one again after coming back', async () => {
    const { handle, script, client } = await withItems();
    await settle(() => handle.current?.reply(said));
    expect(script.repliesBegun.get(conversationId)).toBe('said');
    const again = await render(
      <Composer conversationId={conversationId} name="Ben" items={[said]} onSend={async () => {}} />,
      client,
    );
    expect(again.querySelector('.sotto-writing-bar')?.textContent).toContain('At seven?');
  });

  test('Escape takes an answer back and keeps the text', async () => {
    const { root, area, handle } = await withItems();
    await settle(() => handle.current?.reply(said));
    await type(area, 'Yes');
    await press(area, 'Escape');
    expect(root.querySelector('.sotto-writing-bar')).toBeNull();
    expect(area.value).toBe('Yes');
  });

  test('Arrow-Up in an empty field rewrites one’s last message', async () => {
    const { area, onEdit, onSend } = await withItems();
    await press(area, 'ArrowUp');
    expect(area.value).toBe('At six.');
    await type(area, 'At half past six.');
    await press(area, 'Enter');
    expect(onEdit).toHaveBeenCalledExactlyOnceWith('mine', 'At half past six.');
    expect(onSend).not.toHaveBeenCalled();
    expect(area.value).toBe('');
  });

  test('rewriting has a draft of its own; what was being written is there again afterwards', async () => {
    const { area, handle, script } = await withItems();
    await type(area, 'half a thought');
    await settle(() => handle.current?.edit(mine));
    await type(area, 'At six or so.');
    expect(script.drafts.get('mine')).toBe('At six or so.');
    expect(script.drafts.get(conversationId)).toBe('half a thought');
    await press(area, 'Escape');
    expect(area.value).toBe('half a thought');
    expect(script.drafts.get('mine')).toBe('');
  });
});

describe('other ways to send', () => {
  const choose = async (name: string) => {
    await vi.waitFor(() => expect(document.querySelector('[role="menuitem"]')).not.toBeNull());
    const items = [...document.querySelectorAll('[role="menuitem"]')];
    await click(items.find((item) => item.textContent === name) ?? null);
  };

  test('a message can disappear on its own; that is said before it is sent, and can be taken back', async () => {
    const { root, area, onSend } = await composer();
    await type(area, 'The door code is 4711');
    await click(root.querySelector('[aria-label="Other ways to send"]'));
    await choose('Let it disappear…');
    await choose('5 minutes after reading');
    const chip = () => root.querySelector('.sotto-chip');
    expect(chip()?.textContent).toBe('Disappears 5 minutes after reading');
    expect(document.activeElement).toBe(area);
    await press(area, 'Enter');
    expect(onSend).toHaveBeenLastCalledWith(
      { kind: 'text', text: 'The door code is 4711' },
      { expiresInSeconds: 300 },
    );
    expect(chip()).toBeNull();
    await type(area, 'Nothing secret');
    await click(root.querySelector('[aria-label="Other ways to send"]'));
    await choose('Let it disappear…');
    await choose('1 week after reading');
    await click(chip()?.querySelector('button') ?? null);
    await press(area, 'Enter');
    expect(onSend).toHaveBeenLastCalledWith({ kind: 'text', text: 'Nothing secret' }, {});
  });

  test('where messages disappear, one can be sent that stays', async () => {
    const { client } = scriptedClient();
    const onSend = vi.fn(async () => {});
    const root = await render(
      <Composer conversationId={conversationId} name="Ben" disappears="1 hour" onSend={onSend} />,
      client,
    );
    const area = root.querySelector('textarea') as HTMLTextAreaElement;
    await type(area, 'Keep this');
    await click(root.querySelector('[aria-label="Other ways to send"]'));
    await choose('Let it disappear…');
    await choose('Does not disappear');
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledExactlyOnceWith(
      { kind: 'text', text: 'Keep this' },
      { expiresInSeconds: null },
    );
  });
});

describe('what is found while one types', () => {
  // The simulated document has no editing command; this is what a browser's does.
  const insertText = (_command: string, _ui: boolean, inserted: string) => {
    const area = document.activeElement as HTMLTextAreaElement;
    const { value, selectionStart, selectionEnd } = area;
    const set = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value')?.set;
    set?.call(area, value.slice(0, selectionStart) + inserted + value.slice(selectionEnd));
    return area.dispatchEvent(new Event('input', { bubbles: true }));
  };
  beforeEach(() => void Object.assign(document, { execCommand: insertText }));
  afterEach(() => void Reflect.deleteProperty(document, 'execCommand'));

  test('people are found by name, picked with Enter and tied to the account', async () => {
    const { client, script } = scriptedClient();
    const onSend = vi.fn(async () => {});
    const root = await render(
      <Composer conversationId={conversationId} name="Ben" conversation={summary()} onSend={onSend} />,
      client,
    );
    const area = root.querySelector('textarea') as HTMLTextAreaElement;
    await type(area, 'Hi @be');
    await vi.waitFor(() => expect(root.querySelector('[role="option"]')).not.toBeNull());
    await press(area, 'Enter');
    expect(area.value).toBe('Hi @Ben Okafor ');
    expect(script.drafts.get(conversationId)).toBe(`Hi [@Ben Okafor](sotto:person/${ben}) `);
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledExactlyOnceWith(
      { kind: 'text', text: `Hi [@Ben Okafor](sotto:person/${ben})` },
      {},
    );
  });

  test('emoji are found by name, chosen with arrows and picked with Tab', async () => {
    const { root, area, onSend } = await composer();
    const options = () => [...root.querySelectorAll('[role="option"]')];
    await type(area, 'Bring the :viol');
    await vi.waitFor(() => expect(options()).not.toEqual([]));
    expect(root.querySelector('[role="listbox"]')?.getAttribute('aria-label')).toBe('Emoji of that name');
    await vi.waitFor(() =>
      expect(area.getAttribute('aria-activedescendant')).toBe(options()[0]?.id ?? 'an option'),
    );
    await press(area, 'ArrowDown');
    await press(area, 'ArrowUp');
    const [first] = options();
    expect(first?.textContent).toBe('🎻violin');
    await press(area, 'Tab');
    expect(area.value).toBe('Bring the 🎻 ');
    expect(options()).toEqual([]);
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text: 'Bring the 🎻' }, {});
  });

  test('an input method keeps its Enter, Escape leaves what was typed, and no emoji means no list', async () => {
    const { root, area, onSend } = await composer();
    await type(area, ':viol');
    await vi.waitFor(() => expect(root.querySelector('[role="option"]')).not.toBeNull());
    await press(area, 'Enter', { isComposing: true });
    await press(area, 'Enter', { keyCode: 229 });
    expect(area.value).toBe(':viol');
    await press(area, 'Escape');
    expect(root.querySelector('[role="option"]')).toBeNull();
    await type(area, ':viol nothing :zzzz');
    expect(root.querySelector('[role="option"]')).toBeNull();
    await press(area, 'Enter');
    expect(onSend).toHaveBeenCalledExactlyOnceWith({ kind: 'text', text: ':viol nothing :zzzz' }, {});
  });
});
