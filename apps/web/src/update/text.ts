export const updateText = {
  ready: 'A new version is ready.',
  reload: 'Reload now',
  later: 'Later',
  draftsSafe: 'Your drafts stay.',
};
