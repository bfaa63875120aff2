import type { GroupRole, HistoryPolicy } from '@sotto/client';

export const groupText = {
  title: 'Group info',
  loading: 'Reading the group',
  missing: 'This group is not on this device.',
  people: (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString()} people`),
  madeBy: (name: string, date: string) => `Made by ${name} on ${date}`,
  made: (date: string) => `Made on ${date}`,
  you: 'You',
  addPeople: 'Add people',
  edit: 'Edit',
  rules: 'Rules',
  leave: 'Leave',
  delivery: 'Under way',
  failed: 'That did not work. Try again.',
  refusals: {
    'not-permitted': 'Your role no longer allows it.',
    'group-full': 'These are more people than a group here may have. Take some away and try again.',
    'last-owner': 'Somebody else has to be an owner first.',
    'not-a-member': 'You are no longer in this group.',
    'unknown-person': 'Somebody is no longer in your organisation.',
  } as Readonly<Record<string, string>>,
};

export const roleText = {
  names: { owner: 'Owner', admin: 'Admin', member: 'Member' } satisfies Record<GroupRole, string>,
  can: {
    owner: 'Also changes roles and rules, and removes admins.',
    admin: 'Also adds and removes members, and changes name, description and picture.',
    member: 'Writes and reads.',
  } satisfies Record<GroupRole, string>,
};

export const membersText = {
  title: 'Members',
  search: 'Find a member',
  nobody: 'Nobody by that name',
  pending: { adding: 'Being added…', removing: 'Being removed…', role: 'Role is being changed…' },
  limits: {
    member: 'Admins and owners add and remove people and change what this group is called.',
    admin: 'Owners change roles and rules, and remove admins.',
    owner: '',
  } satisfies Record<GroupRole, string>,
};

export const memberText = {
  title: 'Member',
  you: 'This is you.',
  devices: (count: number) => (count === 1 ? 'Reads on 1 device' : `Reads on ${count} devices`),
  devicesOwn: (count: number) =>
    count === 1 ? 'You read on this device' : `You read on ${count} devices, this one among them`,
  silent: (count: number) =>
    count === 1
      ? 'One of these devices has been silent for 90 days'
      : `${count} of these devices have been silent for 90 days`,
  joined: (date: string) => `Joined on ${date}`,
  verified: 'You have checked their safety number',
  notVerified: 'You have not checked their safety number',
  check: 'Check safety number',
  changed: 'Their safety number changed since you checked it',
  write: 'Message',
  role: 'Role',
  changeRole: (role: string) => `Change role to ${role}`,
  confirmRole: {
    owner: (name: string) =>
      `${name} will be able to do everything you can, including taking your own role from you.`,
    admin: (name: string) => `${name} will be able to add and remove members and change name and picture.`,
    member: (name: string) => `${name} will only write and read.`,
  } satisfies Record<GroupRole, (name: string) => string>,
  remove: 'Remove from group',
  removeTitle: (name: string) => `Remove ${name}?`,
  removeDetail: (name: string) =>
    `The keys of the group are changed at once: ${name} cannot read what is written from then on. What ${name} has received already stays on their devices.`,
  removeConfirm: 'Remove',
  cancel: 'Cancel',
  mayNot: {
    role: 'Only owners change roles.',
    removeAdmin: 'Only owners remove admins and other owners.',
  },
};

export const addText = {
  title: 'Add people',
  label: 'Who should be added?',
  nobody: 'Everybody is in this group already',
  add: (count: number) => (count === 1 ? 'Add 1 person' : `Add ${count.toLocaleString()} people`),
  choose: 'Choose people',
};

export const editText = {
  title: 'Edit group',
  save: 'Save',
};

export const rulesText = {
  title: 'Rules',
  history: 'Earlier messages',
  histories: {
    none: 'New members see nothing from before they joined',
    since: 'New members may be given messages from a date on',
    all: 'New members may be given everything',
  } satisfies Record<HistoryPolicy['kind'], string>,
  since: 'From',
  historyNote:
    'The rule says what members may hand over. Nothing is handed over by itself: a new member starts with an empty conversation.',
  rejoin: 'Devices may come back by themselves',
  rejoinDetail:
    'A device of a member that has lost its place in the group joins again without anybody’s help. Everybody sees it.',
  save: 'Save',
};

export const leaveText = {
  title: 'Leave group',
  heading: (name: string) => `Leave “${name}”?`,
  detail:
    'You can no longer write or read here. What was said before stays on this device. The others see that you left.',
  last: 'You are the last one: nobody can come back to this group after you.',
  successor: 'Who becomes owner?',
  successorDetail: 'You are the only owner. Choose somebody who takes care of the group.',
  choose: 'Choose somebody',
  leave: 'Leave',
  leaveWith: (name: string) => `Make ${name} owner and leave`,
  cancel: 'Cancel',
};

export const whoCanSeeText = {
  title: 'Who can see this',
  only: (people: number) =>
    people === 1
      ? 'Only you'
      : people === 2
        ? 'Only the two of you'
        : `Only the ${people.toLocaleString()} people in this group`,
  sealed: (devices: number) =>
    devices === 1
      ? 'Messages are sealed on this device. The server can read neither them nor what this group is called.'
      : `Messages are sealed on your device and opened on the members’ ${devices.toLocaleString()} devices. The server can read neither them nor what this group is called.`,
  history: {
    none: 'New members see nothing from before they joined',
    since: (date: string) => `New members may be given messages from ${date} on`,
    all: 'New members may be given everything written before',
  },
  joined: (date: string) => `You have been in it since ${date}: nothing from before is here`,
  protection: {
    'post-quantum hybrid': 'Safe from the computers of today and from quantum computers',
    classical: 'Safe from the computers of today',
  },
  protectionDetail: {
    'post-quantum hybrid':
      'What is recorded now stays closed even if quantum computers come: two kinds of keys are mixed, and both would have to be broken.',
    classical:
      'Large groups use the smaller, older kind of keys. Somebody who records everything now could read it if quantum computers come one day.',
  },
  receipts: 'You see who has received and read what you write',
  noReceipts: 'In a group of this size nobody sees who has read what',
  technical: 'Technical details',
  terms: {
    protocol: ['Protocol', 'Messaging Layer Security (RFC 9420)'],
    keyAgreement: [
      'Key agreement',
      { 'post-quantum hybrid': 'X-Wing (X25519 with ML-KEM-768)', classical: 'X25519' },
    ],
    signatures: ['Signatures', 'Ed25519'],
    rejoin: [
      'Lost devices',
      { yes: 'Come back by themselves, seen by all', no: 'Are added again by somebody' },
    ],
    group: 'Name at the server',
  },
} as const;
