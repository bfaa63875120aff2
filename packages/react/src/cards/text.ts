import type { EventAnswer } from '@sotto/client';

const plural = (count: number, one: string, many: string) =>
  `${count.toLocaleString()} ${count === 1 ? one : many}`;

export const cardText = {
  failed: 'That did not work. Please try again.',
  keep: 'Keep',
  copy: 'Copy',
  copied: 'Copied',
  copyValue: (value: string) => `Copy ${value}`,

  poll: 'Poll',
  chooseOne: 'Choose one',
  chooseUpTo: (count: number) => `Choose up to ${count}`,
  chooseAny: 'Choose as many as you like',
  votes: (count: number) => plural(count, 'vote', 'votes'),
  voters: (count: number) => (count === 0 ? 'No votes yet' : plural(count, 'person voted', 'people voted')),
  optionTally: (votes: number, percent: number) => `${plural(votes, 'vote', 'votes')}, ${percent} %`,
  percent: (percent: number) => `${percent} %`,
  closes: (when: string) => `Closes ${when}`,
  closed: 'Closed',
  full: (count: number) => `You have chosen ${count}. Take one back to choose another.`,
  takeBack: 'Take back my vote',
  closePoll: 'Close poll',
  closeQuestion: 'Nobody can vote after that.',
  showVoters: 'Who voted what',
  hideVoters: 'Hide who voted what',
  nobody: 'Nobody',
  more: (count: number) => `and ${plural(count, 'other', 'others')}`,

  location: 'Place',
  within: (meters: number) =>
    meters < 1000
      ? `within ${meters.toLocaleString()} m`
      : `within ${Math.round(meters / 1000).toLocaleString()} km`,
  copyPlace: 'Copy coordinates',
  mapOf: (coordinates: string) => `On the map of the world at ${coordinates}`,

  contact: 'Contact',
  member: (name: string) => `${name} is in your organisation`,
  you: 'This is you',
  writeTo: (name: string) => `Write to ${name}`,
  saveContact: 'Save contact',

  event: 'Event',
  cancelled: 'Cancelled',
  allDay: 'All day',
  coming: 'Are you coming?',
  answers: { yes: 'Yes', maybe: 'Maybe', no: 'No' } satisfies Record<EventAnswer, string>,
  answerCount: (count: number) => plural(count, 'answer', 'answers'),
  whoAnswered: {
    yes: (names: string) => `Coming: ${names}`,
    maybe: (names: string) => `Perhaps: ${names}`,
    no: (names: string) => `Not coming: ${names}`,
  } satisfies Record<EventAnswer, (names: string) => string>,
  remind: 'Remind me',
  reminders: [
    [null, 'Never'],
    [0, 'When it begins'],
    [10, '10 minutes before'],
    [60, '1 hour before'],
    [1440, '1 day before'],
    [10_080, '1 week before'],
  ] satisfies (readonly [number | null, string])[],
  minutesBefore: (minutes: number) => `${plural(minutes, 'minute', 'minutes')} before`,
  addToCalendar: 'Add to calendar',
  cancelEvent: 'Cancel event',
  cancelQuestion: 'Everybody is told that it does not take place.',
};
