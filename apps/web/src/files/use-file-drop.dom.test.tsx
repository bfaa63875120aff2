import { expect, test, vi } from 'vitest';
import { render, settle } from '../../../../packages/react/test/render.tsx';
import { useFileDrop } from './use-file-drop.ts';

const photo = new File(['x'], 'a.jpg', { type: 'image/jpeg' });

function Place({ enabled, onFiles }: { enabled: boolean; onFiles: (files: readonly File[]) => void }) {
  return <p>{useFileDrop(enabled, onFiles) ? 'hangs above' : 'nothing'}</p>;
}

/** An event as a browser says it when files or a folder are dragged. */
function dragged(
  kind: string,
  files: readonly File[],
  { folder = false, types = [] }: { folder?: boolean; types?: readonly string[] } = {},
): Event {
  const items = files.map((file) => ({
    kind: 'file',
    getAsFile: () => file,
    webkitGetAsEntry: () => ({ isDirectory: folder }),
  }));
  const transfer = { types: [...types, ...(files.length === 0 ? ['text/plain'] : ['Files'])], items };
  return Object.assign(new Event(kind, { bubbles: true, cancelable: true }), {
    [kind === 'paste' ? 'clipboardData' : 'dataTransfer']: transfer,
  });
}

async function place(enabled = true) {
  const onFiles = vi.fn();
  const page = await render(<Place enabled={enabled} onFiles={onFiles} />);
  const happen = async (event: Event) => {
    await settle(() => void document.body.dispatchEvent(event));
    return event;
  };
  return { page, onFiles, happen };
}

test('files hang above, leave, and are taken when they are let go', async () => {
  const { page, onFiles, happen } = await place();
  await happen(dragged('dragenter', [photo]));
  await happen(dragged('dragenter', [photo]));
  await happen(dragged('dragleave', [photo]));
  expect(page.textContent).toBe('hangs above');
  await happen(dragged('dragleave', [photo]));
  expect(page.textContent).toBe('nothing');
  await happen(dragged('drop', [photo]));
  expect(onFiles).toHaveBeenCalledWith([photo]);
});

test('the browser never opens a dropped file in place of the app, also where nobody may write', async () => {
  const { onFiles, happen } = await place(false);
  expect((await happen(dragged('dragover', [photo]))).defaultPrevented).toBe(true);
  expect((await happen(dragged('drop', [photo]))).defaultPrevented).toBe(true);
  expect(onFiles).not.toHaveBeenCalled();
});

test('pasted text stays text, also where a picture of it comes along; folders are left out', async () => {
  const { onFiles, happen } = await place();
  expect((await happen(dragged('paste', []))).defaultPrevented).toBe(false);
  await happen(dragged('drop', [photo], { folder: true }));
  expect(onFiles).not.toHaveBeenCalled();
  await happen(dragged('paste', [photo], { types: ['text/plain', 'text/html'] }));
  expect(onFiles).not.toHaveBeenCalled();
  await happen(dragged('paste', [photo]));
  expect(onFiles).toHaveBeenCalledWith([photo]);
});

test('what is dropped on a dialog is the dialog’s', async () => {
  const { onFiles, happen } = await place();
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('role', 'dialog');
  await happen(dragged('drop', [photo]));
  dialog.remove();
  expect(onFiles).not.toHaveBeenCalled();
});
