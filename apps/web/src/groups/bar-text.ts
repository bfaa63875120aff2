import type { GroupStanding, GroupTask, GroupTaskRefusal } from '@sotto/client';

/** What stands between the messages of a group and where one answers. */
export const groupBarText = {
  invitedTitle: (name: string) => `${name} added you to this group`,
  invitedText: 'You can look around first. Nobody is told so until you accept.',
  accept: 'Accept',
  decline: 'Decline',
  left: 'You left this group. What was said before stays here.',
  removed: 'You were removed from this group. What was said before stays here.',
  repairing: {
    fork: [
      'This device is joining again',
      'It was shown another history of this group than the others. What you write is sent as soon as it is back.',
    ],
    behind: [
      'This device is joining again',
      'It was away longer than the server keeps messages, so some from that time are not here. What you write is sent as soon as it is back.',
    ],
    refused: [
      'This device is joining again',
      'Something arrived that does not fit this group. What you write is sent as soon as it is back.',
    ],
  } satisfies Record<
    Extract<GroupStanding, { kind: 'repairing' }>['cause'],
    readonly [title: string, text: string]
  >,
  failed: 'That did not work. Try again.',
};

/** Wishes that have not come true. */
export const taskText = {
  waiting: {
    create: () => 'The group is being set up.',
    add: (names: string) => `Adding ${names}…`,
    remove: (names: string) => `Removing ${names}…`,
    role: (names: string) => `Changing the role of ${names}…`,
    update: () => 'Changing the group…',
    leave: () => 'Leaving…',
  } satisfies Record<GroupTask['kind'], (names: string) => string>,
  refused: {
    create: () => 'The group could not be made.',
    add: (names: string) => `Not added: ${names}.`,
    remove: (names: string) => `Not removed: ${names}.`,
    role: (names: string) => `The role was not changed: ${names}.`,
    update: () => 'The group was not changed.',
    leave: () => 'You could not leave.',
  } satisfies Record<GroupTask['kind'], (names: string) => string>,
  reasons: {
    'not-permitted': 'Your role no longer allows it.',
    unreachable: 'They have no device that can be added yet. It is tried again when they come back.',
    'group-full': 'The group has as many devices as it may have.',
    'identity-changed': 'A safety number changed that you had checked. Look at it first.',
    'last-owner': 'Somebody else has to be an owner first.',
    'server-refused': 'The server refused it.',
  } satisfies Record<GroupTaskRefusal, string>,
  /** It is still being tried. */
  giveUp: 'Stop trying',
  seen: 'OK',
};
