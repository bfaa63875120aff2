export const newConversationText = {
  title: 'New conversation',
  groupTitle: 'New group',
  label: 'Who do you want to write to?',
  noteToSelf: 'Note to Self',
  noteToSelfDetail: 'Things only you can read',
  writeTo: (name: string) => `Write to ${name}`,
  withSubject: 'With a subject',
  subjectTitle: 'New subject',
  subject: 'Subject',
  belongsTo: 'Belongs to (optional)',
  start: 'Start conversation',
  makeGroup: 'As a group',
  choose: 'Choose people',
  groupOf: (count: number) =>
    count === 1 ? 'Group with 1 person' : `Group with ${count.toLocaleString()} people`,
  with: (count: number) =>
    count === 0
      ? 'Nobody else yet'
      : count === 1
        ? '1 other person'
        : `${count.toLocaleString()} other people`,
  more: (count: number) => `and ${count.toLocaleString()} more`,
  owner: 'You will be its owner. Nobody outside can see what it is called or what is said.',
  create: 'Create group',
  failed: 'That did not work. Try again.',
  full: 'These are more people than a group here may have. Take some away and try again.',
};
