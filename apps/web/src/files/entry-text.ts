export const entryText = { files: 'Photos, videos, files' };
