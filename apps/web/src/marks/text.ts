export const marksText = {
  deleteTitle: 'Delete message?',
  deleteForEveryone: 'Delete for everyone',
  deleteForMe: 'Delete for me',
  cancel: 'Cancel',
  mineText: 'For everyone: a line stays that says it was deleted. Somebody may have read or kept it before.',
  otherText: 'It goes from your devices. The others keep it.',
  failed: 'That did not work. Try again.',
  versionsTitle: 'Earlier versions',
  versionNow: 'Now',
  versionFirst: 'First',
  loading: 'Reading earlier versions',
  versionsNone: 'The earlier versions are not on this device.',
};
