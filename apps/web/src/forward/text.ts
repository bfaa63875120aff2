export const forwardText = {
  title: 'Forward to',
  placeholder: 'People and conversations',
  nothing: 'No conversation of that name',
  forward: (count: number) => (count < 2 ? 'Forward' : `Forward to ${count}`),
  note: 'It is marked as forwarded, without saying where it came from.',
  failed: 'That did not work. Try again.',
};
