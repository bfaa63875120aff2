import type {
  AccountId,
  ConversationId,
  ConversationSummary,
  GroupDetails,
  GroupMember,
  GroupPicture,
  GroupStanding,
  MessageReceipt,
  NamedPerson,
  Person,
  Timeline,
  TimelineItem,
} from '@sotto/client';
import { type Cell, cell } from '../../../../packages/react/test/cell.ts';
import {
  annaPerson,
  detailsOf,
  groupSummary,
  member,
} from '../../../../packages/react/test/group-details.ts';
import {
  annaNamed,
  benNamed,
  groupNotice,
  lastSaid,
  message,
  placeholder,
} from '../../../../packages/react/test/items.ts';
import { benPerson, timelineOf } from '../../../../packages/react/test/scripted-client.ts';

const minute = 60_000;
const now = Date.now();
const at = (minutesAgo: number) => now - minutesAgo * minute;
const idOf = (index: number) =>
  `77777777-7777-4777-8777-${String(index).padStart(12, '0')}` as ConversationId;

const named = (person: Person): NamedPerson => ({
  accountId: person.accountId,
  name: person.displayName,
  self: false,
});
const says = (person: Person) => ({ senderId: person.accountId, senderName: person.displayName });

export type GroupsScene = {
  readonly conversations: readonly ConversationSummary[];
  readonly timelines: readonly (readonly [ConversationId, Cell<Timeline>])[];
  readonly groups: readonly (readonly [ConversationId, Cell<GroupDetails | null>])[];
  readonly receipts: readonly (readonly [string, readonly MessageReceipt[]])[];
};

/** Groups of somebody's ordinary day: one full of life, a huge one, and one in each standing. */
export function groupsScene(people: readonly Person[], picture: GroupPicture | null): GroupsScene {
  const [clara, daniel, emi, farid, grace] = people as [Person, Person, Person, Person, Person];
  const recital = story(clara, daniel, emi);
  const recitalMembers = [
    member(annaPerson, { role: 'owner', devices: devices(annaPerson, 2) }),
    member(benPerson, { role: 'admin', devices: devices(benPerson, 2), joinedAt: at(9000) }),
    member(clara, { joinedAt: at(9000) }),
    member(daniel, { devices: devices(daniel, 3), joinedAt: at(9000) }),
    member(emi, { role: 'admin', joinedAt: at(3000) }),
    member(farid, { pending: 'adding' }),
  ];
  const all = everybody(1_499);
  const standings: readonly (readonly [string, GroupStanding])[] = [
    ['Parents of room 2', { kind: 'invited', by: named(grace) }],
    ['Piano tuners', { kind: 'repairing', cause: 'fork' }],
    ['Old timetable', { kind: 'left' }],
  ];
  return {
    conversations: [
      groupSummary({
        conversationId: idOf(1),
        name: 'Summer recital',
        picture,
        memberCount: recitalMembers.length,
        unread: 2,
        unreadMentions: 1,
        lastMessage: lastSaid('I can bring the second microphone', {
          sender: named(daniel),
          at: at(2),
        }),
        sortAt: at(2),
      }),
      groupSummary({
        conversationId: idOf(2),
        name: 'Everybody at Northside',
        memberCount: 1_500,
        ownRole: 'member',
        typists: [named(clara), named(emi)],
        typing: true,
        lastMessage: lastSaid('The doors open at seven tomorrow.', { at: at(9) }),
        sortAt: at(9),
      }),
      ...standings.map(([name, standing], index) =>
        groupSummary({
          conversationId: idOf(3 + index),
          name,
          standing,
          memberCount: 4 + index,
          ownRole: standing.kind === 'left' ? null : 'member',
          lastMessage: lastSaid('See you there', { sender: named(emi), at: at(400 + index * 900) }),
          sortAt: at(400 + index * 900),
        }),
      ),
    ],
    timelines: [
      [idOf(1), cell(timelineOf(recital, { conversationId: idOf(1), unreadFrom: 'g12' }))],
      [
        idOf(2),
        cell(
          timelineOf(
            Array.from({ length: 40 }, (_, index) =>
              message(`b${index}`, {
                ...says(people[index % people.length] ?? clara),
                at: at(200 - index * 4),
                text:
                  ['Welcome!', 'Who has the key to room 2?', 'It hangs at the door.', 'Thank you'][
                    index % 4
                  ] ?? '',
              }),
            ),
            { conversationId: idOf(2) },
          ),
        ),
      ],
      ...standings.map(
        ([, standing], index) =>
          [
            idOf(3 + index),
            cell(
              timelineOf(
                [
                  groupNotice(
                    's1',
                    { kind: 'joined', history: { kind: 'none' } },
                    { at: at(900), actor: named(grace) },
                  ),
                  message('s2', { ...says(emi), at: at(450), text: 'See you there' }),
                  ...(standing.kind === 'repairing'
                    ? [groupNotice('s3', { kind: 'fork-detected', here: true }, { at: at(3) })]
                    : []),
                  ...(standing.kind === 'left'
                    ? [groupNotice('s4', { kind: 'left' }, { at: at(3), actor: annaNamed })]
                    : []),
                ],
                { conversationId: idOf(3 + index) },
              ),
            ),
          ] as const,
      ),
    ],
    groups: [
      [
        idOf(1),
        cell<GroupDetails | null>(
          detailsOf(recitalMembers, {
            conversationId: idOf(1),
            picture,
            description: 'Everything about the evening of 12 June: programme, rehearsals, who brings what.',
            tasks: [
              { taskId: 't1', kind: 'add', people: [named(farid)], refused: null },
              { taskId: 't2', kind: 'add', people: [named(grace)], refused: 'unreachable' },
            ],
          }),
        ),
      ],
      [
        idOf(2),
        cell<GroupDetails | null>(
          detailsOf([member(annaPerson), ...all], {
            conversationId: idOf(2),
            name: 'Everybody at Northside',
            createdBy: benNamed,
            whoCanSee: {
              people: 1_500,
              devices: 2_140,
              history: { kind: 'since', at: at(60_000) },
              joinedAt: at(20_000),
              protection: 'classical',
            },
            createdAt: at(90_000),
          }),
        ),
      ],
    ],
    receipts: [
      [
        'g11',
        [
          { person: benNamed, state: 'read', at: at(40) },
          { person: named(clara), state: 'read', at: at(38) },
          { person: named(daniel), state: 'delivered', at: at(41) },
          { person: named(emi), state: 'sent', at: null },
        ],
      ],
    ],
  };
}

function story(clara: Person, daniel: Person, emi: Person): TimelineItem[] {
  const joiners = ['Noor', 'Olga', 'Priya', 'Jakub'];
  return [
    groupNotice('g1', { kind: 'created', name: 'Recital' }, { at: at(9000), actor: annaNamed }),
    groupNotice(
      'g2',
      { kind: 'added', people: [benNamed, named(clara), named(daniel)] },
      { at: at(9000), actor: annaNamed },
    ),
    message('g3', {
      at: at(8990),
      mine: true,
      state: 'read',
      text: 'Here we can plan the evening together.',
    }),
    message('g4', { at: at(8980), text: 'Great idea!' }),
    groupNotice('g5', { kind: 'renamed', before: 'Recital', after: 'Summer recital' }, { at: at(2990) }),
    groupNotice('g6', { kind: 'picture', removed: false }, { at: at(2989) }),
    ...joiners.map((name, index) =>
      groupNotice(
        `g6-${index}`,
        { kind: 'added', people: [{ accountId: name as AccountId, name, self: false }] },
        { at: at(2980 - index) },
      ),
    ),
    groupNotice('g6-x', { kind: 'left' }, { at: at(2950), actor: named(daniel) }),
    message('g7', {
      ...says(clara),
      at: at(130),
      text: 'The draft of the programme: https://northside.example/recital. Could everybody check their names?',
    }),
    message('g8', {
      ...says(clara),
      at: at(129),
      text: 'I moved the waltz to the **end**, so that nobody has to retune.',
    }),
    message('g9', { ...says(emi), at: at(120), text: '👏' }),
    placeholder('g10', { senderId: daniel.accountId, senderName: daniel.displayName, at: at(60) }),
    message('g11', {
      at: at(42),
      mine: true,
      state: 'sent',
      receipts: { delivered: 3, read: 2, of: 4 },
      text: 'Looks right to me. We still need a second microphone for the children.',
    }),
    message('g12', { ...says(daniel), at: at(3), text: 'I have one at home, it only needs a cable.' }),
    message('g13', { ...says(daniel), at: at(2), text: 'I can bring the second microphone' }),
  ];
}

function devices(person: Person, count: number): GroupMember['devices'] {
  return Array.from({ length: count }, (_, index) => ({
    deviceId: `${person.accountId}-${index}` as never,
    current: person.accountId === annaPerson.accountId && index === 0,
    silent: index === 2,
  }));
}

const first = ['Mila', 'Jonas', 'Aisha', 'Tom', 'Yuki', 'Elena', 'Omar', 'Ida', 'Luca', 'Nina'];
const last = ['Adeyemi', 'Brandt', 'Costa', 'Duarte', 'Eriksen', 'Fischer', 'Gupta', 'Huang', 'Ito', 'Jung'];

/** As many members as a group may have. */
function everybody(count: number): GroupMember[] {
  return Array.from({ length: count }, (_, index) => {
    const displayName =
      `${first[index % 10]} ${last[Math.floor(index / 10) % 10]} ${Math.floor(index / 100) || ''}`.trim();
    return member(
      {
        accountId: `88888888-8888-4888-8888-${String(index).padStart(12, '0')}` as AccountId,
        username: `${displayName.toLowerCase().replaceAll(' ', '.')}`,
        displayName,
        role: 'member',
        verified: index % 97 === 0,
        identityChanged: false,
      },
      { role: index === 0 ? 'owner' : index < 4 ? 'admin' : 'member' },
    );
  });
}
