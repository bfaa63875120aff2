import type { GroupRole, HistoryPolicy } from '@sotto/client';

type Sentence = (who: string, whom: string) => string;

const added = (count: number) => (count === 1 ? 'another device' : `${count} more devices`);
const gone = (count: number) => (count === 1 ? 'one device' : `${count} devices`);

/** What a line of a group says. Nothing here needs explaining to somebody who never heard of keys. */
export const groupNoticeSentences = {
  you: 'You',
  created: (who: string, name: string) => `${who} created the group “${name}”`,
  added: (who: string, whom: string) => `${who} added ${whom}`,
  removed: (who: string, whom: string) => `${who} removed ${whom}`,
  left: (who: string) => `${who} left the group`,
  joined: (who: string) => `${who} added you. What was written before is not on this device.`,
  renamed: (who: string, name: string) => `${who} named the group “${name}”`,
  description: (who: string) => `${who} changed the description`,
  descriptionRemoved: (who: string) => `${who} removed the description`,
  picture: (who: string) => `${who} changed the picture`,
  pictureRemoved: (who: string) => `${who} removed the picture`,
  roles: {
    owner: (who, whom) => `${who} made ${whom} an owner`,
    admin: (who, whom) => `${who} made ${whom} an admin`,
    member: (who, whom) => `${who} made ${whom} an ordinary member`,
  } satisfies Record<GroupRole, Sentence>,
  policy: (who: string, history: string) => `${who} changed who may see what: ${history}`,
  histories: {
    none: 'new members see nothing from before they joined',
    since: 'new members may be given messages from a date on',
    all: 'new members may be given everything written before',
  } satisfies Record<HistoryPolicy['kind'], string>,
  devices: (who: string, mine: boolean, in_: number, out: number) => {
    const parts = [
      ...(in_ > 0 ? [`signed in on ${added(in_)}`] : []),
      ...(out > 0 ? [`signed out of ${gone(out)} of ${mine ? 'yours' : 'theirs'}`] : []),
    ];
    return `${who} ${parts.join(' and ')}`;
  },
  changeRefused: (who: string, mine: boolean) =>
    `${who} tried to change the group in a way that ${mine ? 'your' : 'their'} role does not allow. Nothing was changed.`,
  identityChanged: (who: string) => `Your safety number with ${who} changed`,
  ownIdentityChanged: 'Your own safety numbers changed',
  forkHere: 'This device was shown another history than the others. It is joining again by itself.',
  forkTheirs: (who: string, mine: boolean) =>
    `${mine ? 'One of your other devices' : `A device of ${who}`} was shown another history and is joining again.`,
  rejoined: (who: string, mine: boolean) =>
    `${mine ? 'One of your devices' : `A device of ${who}`} joined again`,
};
