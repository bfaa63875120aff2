export const newConversationText = {
  title: 'New conversation',
  groupTitle: 'New group',
  label: 'Who do you want to write to?',
  noteToSelf: 'Note to Self',
  noteToSelfDetail: 'Things only you can read',
  writeTo: (name: string) => `Write to ${name}`,
  makeGroup: 'As a group',
  choose: 'Choose people',
  groupOf: (count: number) =>
    count === 1 ? 'Group with 1 person' : `Group with ${count.toLocaleString()} people`,
  with: (names: string) => `With ${names}. You will be its owner.`,
  alone: 'Nobody else yet. You will be its owner.',
  create: 'Create group',
  failed: 'That did not work. Try again.',
  full: 'These are more people than a group here may have. Take some away and try again.',
};
