import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { press, render, type } from '../../../../packages/react/test/render.tsx';
import { Picker } from './picker.tsx';

const names = ['Anna', 'Ben', 'Clara'];

function People({ onPick }: { onPick: (name: string) => void }) {
  const [typed, setTyped] = useState('');
  const items = names
    .filter((name) => name.toLowerCase().includes(typed))
    .map((name) => ({ id: name, content: name, onPick: () => onPick(name) }));
  return (
    <Picker label="Who?" placeholder="" typed={typed} onType={setTyped} items={items} nothing="Nobody" />
  );
}

async function picker() {
  const onPick = vi.fn();
  const root = await render(<People onPick={onPick} />);
  const field = root.querySelector('input') as HTMLInputElement;
  const active = () =>
    root.querySelector(`[id="${field.getAttribute('aria-activedescendant')}"]`)?.textContent ?? null;
  return { root, field, active, onPick };
}

test('arrows choose, going round at the ends, and Enter picks', async () => {
  const { field, active, onPick } = await picker();
  expect(active()).toBe('Anna');
  await press(field, 'ArrowDown');
  expect(active()).toBe('Ben');
  await press(field, 'ArrowUp');
  await press(field, 'ArrowUp');
  expect(active()).toBe('Clara');
  await press(field, 'Enter');
  expect(onPick).toHaveBeenCalledExactlyOnceWith('Clara');
});

test('typing filters and chooses the first that is left', async () => {
  const { field, active } = await picker();
  await press(field, 'ArrowDown');
  await type(field, 'a');
  expect(active()).toBe('Anna');
  await type(field, 'cl');
  expect(active()).toBe('Clara');
});

test('nothing found says so, and Enter does nothing', async () => {
  const { root, field, onPick } = await picker();
  await type(field, 'x');
  await press(field, 'Enter');
  expect(root.textContent).toContain('Nobody');
  expect(onPick).not.toHaveBeenCalled();
});
