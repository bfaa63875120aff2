import type { SottoClient } from '@sotto/client';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach } from 'vitest';
import { SottoProvider } from '../src/client/sotto-provider.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const mounted: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const unmount of mounted.splice(0)) await unmount();
});

/** Draws something into the document, and takes it away after the test. */
export async function render(node: ReactNode, client?: SottoClient): Promise<HTMLElement> {
  const container = document.createElement('div');
  document.body.append(container);
  const root = createRoot(container);
  await act(async () => {
    root.render(client === undefined ? node : <SottoProvider client={client}>{node}</SottoProvider>);
  });
  mounted.push(async () => {
    await act(async () => root.unmount());
    container.remove();
  });
  return container;
}

/** Does something and lets the page settle. */
export async function settle(action: () => void | Promise<void>): Promise<void> {
  await act(async () => {
    await action();
  });
}

/** Types the way a browser does: React listens to the native setter and the event. */
export async function type(area: HTMLTextAreaElement | HTMLInputElement, text: string): Promise<void> {
  const prototype = area instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement;
  const set = Object.getOwnPropertyDescriptor(prototype.prototype, 'value')?.set;
  await settle(() => {
    set?.call(area, text);
    area.dispatchEvent(new Event('input', { bubbles: true }));
  });
}

export async function press(
  target: Element,
  key: string,
  change: KeyboardEventInit = {},
): Promise<KeyboardEvent> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...change });
  await settle(() => void target.dispatchEvent(event));
  return event;
}

export async function click(target: Element | null): Promise<void> {
  await settle(
    () => void target?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })),
  );
}
