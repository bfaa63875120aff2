import { ClientError, type FilePart, fileLimits, type SottoClient } from '@sotto/client';
import { saveUrl } from './file-streams.ts';
import { savingText } from './text.ts';

type SavePicker = (options: { suggestedName: string }) => Promise<FileSystemFileHandle>;

export type Saved =
  | { readonly kind: 'saved' | 'under-way' | 'cancelled' }
  | { readonly kind: 'failed'; readonly reason: string };

/**
 * Puts a file where the person wants it, piece by piece: into a file they choose, as a download of the browser, or,
 * where a browser has neither, at once for what fits in memory.
 */
export async function saveFile(client: SottoClient, file: FilePart): Promise<Saved> {
  try {
    const picker = (window as { showSaveFilePicker?: SavePicker }).showSaveFilePicker;
    if (picker !== undefined) return await saveThroughPicker(client, file, picker.bind(window));
    const url = saveUrl(client, file);
    if (url !== null) {
      location.assign(url);
      return { kind: 'under-way' };
    }
    if (file.bytes > fileLimits.openBytes) return { kind: 'failed', reason: savingText.tooLargeHere };
    download(await client.openFile(file.fileId), file.name);
    return { kind: 'saved' };
  } catch (error) {
    const known = error instanceof ClientError ? savingText.failed[error.code] : undefined;
    return { kind: 'failed', reason: known ?? savingText.failedUnknown };
  }
}

async function saveThroughPicker(client: SottoClient, file: FilePart, pick: SavePicker): Promise<Saved> {
  let handle: FileSystemFileHandle;
  try {
    handle = await pick({ suggestedName: file.name });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return { kind: 'cancelled' };
    throw error;
  }
  await client.saveFile(file.fileId, handle);
  return { kind: 'saved' };
}

function download({ bytes }: { readonly bytes: Uint8Array }, name: string): void {
  // Never as what it says it is: a saved page must not open as one of ours.
  const blob = new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/octet-stream' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
