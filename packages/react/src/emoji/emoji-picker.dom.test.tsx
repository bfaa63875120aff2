import { expect, test, vi } from 'vitest';
import { click, press, render, settle, type } from '../../test/render.tsx';
import { scriptedClient } from '../../test/scripted-client.ts';
import { EmojiPicker } from './emoji-picker.tsx';

async function picker() {
  const { client } = scriptedClient();
  const onPick = vi.fn();
  const open = async () => {
    const root = await render(
      <EmojiPicker anchor={{ current: null }} onPick={onPick} onClose={() => {}} />,
      client,
    );
    const field = root.querySelector('input[role="combobox"]') as HTMLInputElement;
    const options = () => [...root.querySelectorAll('[role="option"]')].map((one) => one.textContent);
    return { root, field, options };
  };
  return { client, onPick, open };
}

test('a skin that was chosen is remembered, and is that of the emoji that show one person', async () => {
  const { client, onPick, open } = await picker();
  const { root, field, options } = await open();
  await click(root.querySelector('input[type="radio"][aria-label="Medium"]'));
  expect(client.preferences.current.skinTone).toBe(3);
  await type(field, 'thumbs up');
  await settle(() => vi.waitFor(() => expect(options()[0]).toBe('👍🏽')));
  await press(field, 'Enter');
  expect(onPick).toHaveBeenLastCalledWith('👍🏽');
  const again = await open();
  expect(again.options()).toContain('👍🏽');
  expect(again.options()).toContain('❤️');
  expect(again.root.querySelector('input:checked')?.getAttribute('aria-label')).toBe('Medium');
});
