export const referenceText = {
  title: 'Belongs to',
  intro: 'An order, a project, a case: known only to the people of this conversation, and found again by it.',
  system: 'Kind',
  systemHint: 'For example “Order” or “Project”',
  reference: 'Number or name',
  save: 'Save',
  remove: 'Remove',
  failed: 'That did not work. Try again.',
};
