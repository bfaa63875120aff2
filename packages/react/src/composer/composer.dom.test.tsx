import { describe, expect, test, vi } from 'vitest';
import { press, render, settle, type } from '../../test/render.tsx';
import { conversationId, scriptedClient } from '../../test/scripted-client.ts';
import { Composer } from './composer.tsx';

async function composer(options: { draft?: string; onSend?: (text: string) => Promise<unknown> } = {}) {
  const { client, script } = scriptedClient();
  if (options.draft !== undefined) script.drafts.set(conversationId, options.draft);
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
    expect(onSend).toHaveBeenCalledExactlyOnceWith('hello');
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
    expect(script.calls.filter((call) => call.action === 'saveDraft').map((call) => call.args[1])).toEqual([
      'h',
      'he',
    ]);
  });

  test('what was unsent is there again', async () => {
    const { area } = await composer({ draft: 'half a thought' });
    expect(area.value).toBe('half a thought');
  });

  test('a draft that arrives late never replaces what was typed meanwhile', async () => {
    const { client } = scriptedClient();
    let arrive: (draft: string) => void = () => {};
    client.getDraft = () =>
      new Promise((resolve) => {
        arrive = resolve;
      });
    const root = await render(
      <Composer conversationId={conversationId} name="Ben" onSend={async () => {}} />,
      client,
    );
    const area = root.querySelector('textarea') as HTMLTextAreaElement;
    await type(area, 'newer');
    await settle(() => arrive('older'));
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
