import type { Preview } from '@sotto/client';
import { kindText } from '../files/kind-text.ts';
import { plainPreview } from '../text/plain-preview.ts';
import { messageText } from './text.ts';

/** One line about a message: its text, or what it is. */
export function previewText({ kind, text, show }: Preview): string {
  const line = plainPreview(text);
  if (kind === 'text' || kind === 'link-preview') return line;
  const name = kind === 'file' && show !== undefined ? kindText[show] : messageText.kinds[kind];
  return line === '' || kind === 'deleted' || kind === 'unknown' ? name : `${name}: ${line}`;
}
