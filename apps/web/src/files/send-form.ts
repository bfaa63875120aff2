import type { FileSendOptions, OutgoingFile } from '@sotto/client';
import type { PickedItem } from './picked-file.ts';

/** How chosen files are to be sent. */
export type SendForm = {
  readonly caption: string;
  readonly asFile: boolean;
  readonly keepMetadata: boolean;
  readonly viewOnce: boolean;
  readonly noForward: boolean;
};

export const plainForm: SendForm = {
  caption: '',
  asFile: false,
  keepMetadata: false,
  viewOnce: false,
  noForward: false,
};

/** View once is for what is looked at. */
export function mayBeOnce(items: readonly PickedItem[], { asFile }: Pick<SendForm, 'asFile'>): boolean {
  return !asFile && items.length > 0 && items.every(({ show }) => show === 'image' || show === 'video');
}

/** What the client is asked to send. What opens once shows nothing before it is opened. */
export function outgoing(
  items: readonly PickedItem[],
  form: SendForm,
): { files: readonly OutgoingFile[]; options: FileSendOptions } {
  const viewOnce = form.viewOnce && mayBeOnce(items, form);
  const files = items.map(({ file, details, description }): OutgoingFile => {
    const { thumbhash, preview, ...others } = details;
    const said = viewOnce || form.asFile ? (form.asFile ? {} : others) : details;
    return {
      file,
      ...said,
      ...(description.trim() === '' ? {} : { description: description.trim() }),
      ...(form.asFile ? { asFile: true } : {}),
      ...(form.keepMetadata ? { keepMetadata: true } : {}),
    };
  });
  return {
    files,
    options: {
      ...(form.caption.trim() === '' ? {} : { caption: form.caption.trim() }),
      ...(viewOnce ? { viewOnce } : {}),
      ...(form.noForward ? { noForward: true } : {}),
    },
  };
}
