import type { PictureRefusal } from '@sotto/react';

export const fieldsText = {
  name: 'Group name',
  description: 'Description (optional)',
  descriptionPlaceholder: 'What this group is for',
  left: (count: number) => (count === 1 ? '1 character left' : `${count} characters left`),
  tooLong: (count: number) => `Too long by ${count === 1 ? '1 character' : `${count} characters`}`,
  addPicture: 'Add a picture',
  changePicture: 'Change picture',
  removePicture: 'Remove picture',
  pictureNote: 'Made small on this device. Where and when it was taken is left out.',
  pictureRefusals: {
    'not-a-picture': 'This file cannot be shown as a picture. Choose a JPEG, PNG or WebP.',
    'too-large': 'This picture is too large.',
  } satisfies Record<PictureRefusal, string>,
};
