import { IconButton } from '@sotto/react';
import { ArrowLeft, X } from 'lucide-react';
import { type ReactNode, useRef } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { overlayText } from './text.ts';
import { useDialogFocus } from './use-dialog-focus.ts';

type OverlayDialogProps = {
  readonly title: string;
  readonly onClose: () => void;
  /** Back to the page of the dialog one came from. */
  readonly onBack?: (() => void) | undefined;
  readonly children: ReactNode;
  /** A box in the middle, a sheet at the side, or a box near the top without a heading. */
  readonly shape?: 'box' | 'sheet' | 'palette';
};

const boxes = {
  box: 'dialog-box m-auto flex max-h-[min(44rem,calc(100dvh-2rem))] w-[min(30rem,calc(100vw-1.5rem))] flex-col rounded-2xl bg-raised shadow-l',
  sheet: 'side-sheet ms-auto flex h-dvh w-[min(25rem,100vw)] flex-col bg-raised shadow-l',
  palette:
    'dialog-box mx-auto mt-[min(12vh,7rem)] mb-auto flex max-h-[70dvh] w-[min(38rem,calc(100vw-1.5rem))] flex-col overflow-hidden rounded-2xl bg-raised shadow-l',
} as const;

/** A dialog over the page: keeps the focus, closes with Escape or a click beside it, gives the focus back. */
export function OverlayDialog({ title, onClose, onBack, children, shape = 'box' }: OverlayDialogProps) {
  const dialog = useRef<HTMLElement>(null);
  useDialogFocus(dialog, onClose);
  return (
    <ModalOverlay
      className="veil"
      isOpen
      isDismissable
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Modal className={boxes[shape]}>
        <Dialog ref={dialog} className="flex min-h-0 flex-1 flex-col outline-none">
          {shape === 'palette' ? (
            <Heading slot="title" className="sotto-visually-hidden">
              {title}
            </Heading>
          ) : (
            <header
              className={`flex min-h-16 flex-none items-center gap-2 pe-3.5 ${onBack === undefined ? 'ps-6' : 'ps-3'}`}
            >
              {onBack !== undefined && (
                <IconButton
                  className="rtl:rotate-180"
                  icon={ArrowLeft}
                  label={overlayText.back}
                  onClick={onBack}
                />
              )}
              <Heading slot="title" className="truncate text-[1.0625rem] font-semibold tracking-tight">
                {title}
              </Heading>
              <IconButton className="ms-auto" icon={X} label={overlayText.close} onClick={onClose} />
            </header>
          )}
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
