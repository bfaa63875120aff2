import type { CardKind } from './card-kind.ts';

export const cardsText = {
  titles: {
    poll: 'New poll',
    location: 'Send a place',
    contact: 'Send a contact',
    event: 'New event',
  } satisfies Record<CardKind, string>,
  entries: {
    poll: 'Poll',
    location: 'Place',
    contact: 'Contact',
    event: 'Event',
  } satisfies Record<CardKind, string>,
  send: 'Send',
  failed: 'That could not be sent. Please try again.',
  refusals: {
    'invalid-input': 'Something in this form cannot be sent. Please check it.',
    'message-too-long': 'This is too much for one message.',
    'not-a-member': 'You are no longer in this group.',
    'unknown-conversation': 'This conversation is not here any more.',
  } as Readonly<Record<string, string>>,
  tooLong: (count: number) => `Too long by ${count.toLocaleString()}`,
  unreadable: 'There is nothing in this file that can be read.',
  chooseOne: 'Which one?',
};

export const pollText = {
  question: 'Question',
  options: 'Answers',
  option: (number: number) => `Answer ${number}`,
  add: 'Add an answer',
  remove: (number: number) => `Remove answer ${number}`,
  twice: 'This answer is there already',
  several: 'Several answers',
  severalDetail: 'People can choose more than one',
  atMost: 'At most',
  any: 'As many as they like',
  closes: 'Closes',
  closing: [
    [0, 'When I close it'],
    [1, 'In 1 hour'],
    [24, 'In 1 day'],
    [72, 'In 3 days'],
    [168, 'In 1 week'],
  ] satisfies (readonly [number, string])[],
  note: 'People here see who voted what. The server does not even see that there is a poll.',
};

export const locationText = {
  label: 'Name',
  labelHint: 'What people call it, if they call it anything',
  coordinates: 'Coordinates',
  coordinatesHint: 'Such as 47.3769, 8.5417 · degrees north and east',
  wrong: 'These are no coordinates: two numbers are wanted, latitude and longitude.',
  here: 'Where I am',
  finding: 'Looking…',
  notFound: 'This device does not say where it is. You can type the coordinates instead.',
  map: 'The place on the map of the world',
  note: 'The map is drawn on this device. Nobody is asked about the place.',
};

export const contactText = {
  who: 'Somebody here',
  whoNone: 'Somebody else',
  name: 'Name',
  organisation: 'Organisation',
  title: 'Job title',
  phones: 'Phone',
  emails: 'E-mail',
  urls: 'Website',
  addresses: 'Address',
  note: 'Note',
  another: (label: string) => `Another ${label.toLowerCase()}`,
  numbered: (label: string, number: number) => (number === 1 ? label : `${label} ${number}`),
  fromFile: 'From a vCard file',
};

export const eventText = {
  title: 'Title',
  allDay: 'All day',
  allDayDetail: 'Without a time',
  starts: 'Begins',
  ends: 'Ends',
  date: (edge: string) => `${edge}: day`,
  time: (edge: string) => `${edge}: time`,
  minutesBefore: (minutes: number) => `${minutes.toLocaleString()} minutes before`,
  endsBefore: 'It cannot end before it begins.',
  place: 'Place',
  description: 'Description',
  reminder: 'Suggested reminder',
  reminders: [
    [-1, 'None'],
    [0, 'When it begins'],
    [10, '10 minutes before'],
    [60, '1 hour before'],
    [1440, '1 day before'],
  ] satisfies (readonly [number, string])[],
  fromFile: 'From a calendar file',
};
