import { type RefObject, useEffect, useLayoutEffect } from 'react';

/**
 * Keeps the keyboard in a dialog whose pages change: what had the focus may be gone with its page, and a key
 * that is pressed before something new has it still belongs to the dialog.
 */
export function useDialogFocus(dialog: RefObject<HTMLElement | null>, onClose: () => void): void {
  useLayoutEffect(() => {
    if (isNowhere()) dialog.current?.focus();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && isNowhere() && isOnTop(dialog.current)) onClose();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [dialog, onClose]);
}

function isNowhere(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

function isOnTop(dialog: HTMLElement | null): boolean {
  return dialog !== null && dialog === [...document.querySelectorAll('[role=dialog]')].at(-1);
}
