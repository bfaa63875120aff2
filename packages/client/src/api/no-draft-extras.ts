import type { DraftExtras } from './rich-message.ts';

/** Nothing goes along with the text. */
export const noDraftExtras: DraftExtras = { linkPreview: null, expiresInSeconds: undefined };
