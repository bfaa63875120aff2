import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../button/icon-button.tsx';
import { LazyMenu } from '../menu/lazy-menu.tsx';
import type { MenuEntry } from '../menu/menu.tsx';
import { composerText } from './text.ts';

/** What can be put into a message besides text. */
export type AddEntry = Pick<MenuEntry, 'id' | 'label' | 'icon' | 'onPick'>;

/** The "+" of the composer. The application says what is in it. */
export function AddMenu({ entries }: { readonly entries: readonly AddEntry[] }) {
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  if (entries.length === 0) return null;
  return (
    <>
      <IconButton
        icon={Plus}
        ref={button}
        label={composerText.add}
        aria-haspopup="menu"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      />
      {open && (
        <LazyMenu label={composerText.add} entries={entries} anchor={button} onClose={() => setOpen(false)} />
      )}
    </>
  );
}
