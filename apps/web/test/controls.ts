import { click } from '../../../packages/react/test/render.tsx';

/** A button of the whole page by what it says; dialogs are drawn outside of what a test renders. */
export function button(name: string | RegExp): HTMLButtonElement {
  const found = buttons(name)[0];
  if (found === undefined) throw new Error(`no button ${String(name)}`);
  return found;
}

/** All of them: for saying that there is none. */
export function buttons(name: string | RegExp): HTMLButtonElement[] {
  return [...document.querySelectorAll('button')].filter((one) => {
    const said = one.getAttribute('aria-label') ?? one.textContent ?? '';
    return typeof name === 'string' ? said === name : name.test(said);
  });
}

export async function clickButton(name: string | RegExp): Promise<void> {
  await click(button(name));
}

/** The field below a label. */
export function field(label: string): HTMLInputElement | HTMLTextAreaElement {
  const found = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
  const target = document.querySelector(`[id="${found?.htmlFor}"]`);
  if (target === null) throw new Error(`no field ${label}`);
  return target as HTMLInputElement;
}
