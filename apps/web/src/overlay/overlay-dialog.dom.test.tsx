import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { click, press, render } from '../../../../packages/react/test/render.tsx';
import { scriptedClient } from '../../../../packages/react/test/scripted-client.ts';
import { button } from '../../test/controls.ts';
import { OverlayDialog } from './overlay-dialog.tsx';

function Pages({ onClose }: { onClose: () => void }) {
  const [page, setPage] = useState(1);
  return (
    <OverlayDialog title={`Page ${page}`} onClose={onClose}>
      {page === 1 ? (
        <button type="button" onClick={() => setPage(2)}>
          Next
        </button>
      ) : (
        <p>There is nothing here to stand on.</p>
      )}
    </OverlayDialog>
  );
}

const opened = async () => {
  const onClose = vi.fn();
  await render(<Pages onClose={onClose} />, scriptedClient().client);
  return onClose;
};

test('when what had the focus goes with its page, the dialog has it at once', async () => {
  await opened();
  button('Next')?.focus();
  await click(button('Next'));
  expect(document.activeElement?.getAttribute('role')).toBe('dialog');
});

test('Escape closes it, wherever the focus was lost', async () => {
  const onClose = await opened();
  (document.activeElement as HTMLElement).blur();
  expect(document.activeElement).toBe(document.body);
  await press(document.body, 'Escape');
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('Escape closes the dialog on top alone', async () => {
  const below = await opened();
  const above = await opened();
  (document.activeElement as HTMLElement).blur();
  await press(document.body, 'Escape');
  expect([below.mock.calls.length, above.mock.calls.length]).toEqual([0, 1]);
});
