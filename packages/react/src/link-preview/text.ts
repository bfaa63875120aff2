import type { PictureRefusal } from '../avatar/reduce-picture.ts';

export const linkPreviewText = {
  describe: 'Describe this link',
  form: 'Description of the link',
  shown: 'Sent with the message',
  change: 'Change the description',
  remove: 'Send without a description',
  title: 'Title',
  description: 'Description (optional)',
  note: 'Seen by those you write to. The page itself is not opened, by you or by them.',
  picture: 'Add a picture',
  removePicture: 'Remove the picture',
  add: 'Add description',
  save: 'Save description',
  cancel: 'Cancel',
  noTitle: 'Give the link a title.',
  tooLong: (characters: number) => `Too long by ${characters.toLocaleString()} characters.`,
  pictureRefusals: {
    'not-a-picture': 'This file cannot be shown as a picture. Choose a JPEG, PNG or WebP.',
    'too-large': 'This picture is too large.',
  } satisfies Record<PictureRefusal, string>,
};
