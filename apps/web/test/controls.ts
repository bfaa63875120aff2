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
    const said = nameOf(one);
    return typeof name === 'string' ? said === name : name.test(said);
  });
}

/** What a screen reader calls a control: what is drawn for the eye only is not in it. */
export function nameOf(control: Element): string {
  const label = control.getAttribute('aria-label');
  if (label !== null) return label;
  const copy = control.cloneNode(true) as Element;
  for (const hidden of copy.querySelectorAll('[aria-hidden="true"]')) hidden.remove();
  return copy.textContent?.trim() ?? '';
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
