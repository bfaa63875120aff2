import {
  changedRecords,
  createCommit,
  encryptMessage,
  type GroupState,
  generateKeyPackage,
  joinFromWelcome,
  loadGroup,
  openMessage,
} from '@sotto/crypto/group';
import { ed25519KeyPair } from '@sotto/crypto/primitives';
import { type FilledGroup, filledGroup } from '../../../packages/crypto/test/group/filled-group.ts';
import { type Figures, medianMs, perSecond } from './measure.ts';

/** Runs in Node and in a browser alike. */

const messageBytes = 200;
const day = 86_400n;

export type Size = {
  readonly suite: 0x0001 | 0x0003 | 0x004d;
  readonly members: number;
  readonly shape: 'filled' | 'sparse';
};

export const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length));

/** A device that is in no group yet. */
function newcomer(suite: Size['suite'], name: string) {
  const { seed, publicKey } = ed25519KeyPair(random(32));
  const credential = new TextEncoder().encode(name);
  const identity = { credential, signaturePrivateKey: seed, signaturePublicKey: publicKey };
  const now = BigInt(Math.floor(Date.now() / 1000));
  const lifetime = { notBefore: now - day, notAfter: now + 30n * day };
  return { seed, held: generateKeyPackage({ suite, identity, lifetime, random }) };
}

/** Milliseconds for each operation on a group of this size, and bytes where they are what matters. */
export async function ourOperations(size: Size, times = 15): Promise<Figures> {
  const group = filledGroup({ ...size, random });
  const committer = group.state(0);
  const receiver = group.state(size.members - 1);
  const commit = (proposals: Parameters<typeof createCommit>[1]['proposals']) =>
    createCommit(committer, { proposals, random });

  const update = commit([]);
  const guest = newcomer(size.suite, 'guest');
  const adding = commit([{ kind: 'add', keyPackage: guest.held.keyPackage }]);
  const removing = commit([{ kind: 'remove', leaf: size.members >> 1 }]);
  const welcome = adding.welcome as Uint8Array;
  const join = () => joinFromWelcome({ welcome, keyPackages: [guest.held], signaturePrivateKey: guest.seed });
  const stored = changedRecords(undefined, committer).flatMap(({ key, value }) =>
    value === null ? [] : [[key, value] as const],
  );
  return {
    'commit created ms': await medianMs(times, () => commit([])),
    'commit processed ms': await medianMs(times, () => openMessage(receiver, update.commit)),
    'add one ms': await medianMs(times, () => commit([{ kind: 'add', keyPackage: guest.held.keyPackage }])),
    'add one processed ms': await medianMs(times, () => openMessage(receiver, adding.commit)),
    'remove one ms': await medianMs(times, () => commit([{ kind: 'remove', leaf: size.members >> 1 }])),
    'remove one processed ms': await medianMs(times, () => openMessage(receiver, removing.commit)),
    'join ms': await medianMs(Math.max(3, times / 3), join),
    'loaded from its records ms': await medianMs(Math.max(3, times / 3), () =>
      loadGroup(stored).tree.treeHash(),
    ),
    'commit bytes': update.commit.length,
    'adding commit bytes': adding.commit.length,
    'welcome bytes': welcome.length,
    ...persisted({ committer, receiver, update, adding, guest: join().state }),
    ...(await messages(group)),
  };
}

type Commit = ReturnType<typeof createCommit>;

/** Bytes a client writes for an operation: names and values of the records that changed. */
function persisted(made: {
  committer: GroupState;
  receiver: GroupState;
  update: Commit;
  adding: Commit;
  guest: GroupState;
}): Figures {
  const processed = (commit: Uint8Array): GroupState => {
    const opened = openMessage(made.receiver, commit);
    if (opened.kind !== 'commit' || opened.staged.next === undefined) throw new Error('not a commit');
    return opened.staged.next;
  };
  const sent = encryptMessage(made.committer, new Uint8Array(messageBytes), { random });
  const read = openMessage(made.receiver, sent.message);
  if (read.kind !== 'application') throw new Error(read.kind);
  return {
    'bytes persisted, whole group': written(undefined, made.committer),
    'bytes persisted, commit created': written(made.committer, made.update.next),
    'bytes persisted, commit processed': written(made.receiver, processed(made.update.commit)),
    'bytes persisted, add processed': written(made.receiver, processed(made.adding.commit)),
    'bytes persisted, joined': written(undefined, made.guest),
    'bytes persisted, first message sent': written(made.committer, sent.state),
    'bytes persisted, next message sent': written(
      sent.state,
      encryptMessage(sent.state, new Uint8Array(messageBytes), { random }).state,
    ),
    'bytes persisted, first message read': written(made.receiver, read.state),
  };
}

function written(before: GroupState | undefined, after: GroupState): number {
  return changedRecords(before, after).reduce(
    (sum, { key, value }) => sum + key.length + (value?.length ?? 0),
    0,
  );
}

/** Messages a second of one sender, each with what a client would store of it worked out. */
async function messages(group: FilledGroup, count = 2000): Promise<Figures> {
  let sender = group.state(1);
  let reader = group.state(group.size - 1);
  const sent: Uint8Array[] = [];
  const plaintext = new Uint8Array(messageBytes);
  const encrypted = await perSecond(count, () => {
    const { state, message } = encryptMessage(sender, plaintext, { random });
    changedRecords(sender, state);
    sender = state;
    sent.push(message);
  });
  let next = 0;
  const read = await perSecond(count, () => {
    const opened = openMessage(reader, sent[next++] as Uint8Array);
    if (opened.kind !== 'application') throw new Error(opened.kind);
    changedRecords(reader, opened.state);
    reader = opened.state;
  });
  return {
    'messages encrypted a second': encrypted,
    'messages read a second': read,
    'message bytes beside its text': (sent[0]?.length ?? 0) - messageBytes,
  };
}

/** Everybody else added by one commit to a group of one. */
export async function addEverybody(suite: Size['suite'], members: number): Promise<Figures> {
  const creator = filledGroup({ suite, members: 1, shape: 'sparse', random }).state(0);
  const guests = Array.from({ length: members - 1 }, (_, i) => newcomer(suite, `guest ${i}`));
  const proposals = guests.map(({ held }) => ({ kind: 'add', keyPackage: held.keyPackage }) as const);
  let made: Commit | undefined;
  const createdMs = await medianMs(1, () => {
    made = createCommit(creator, { proposals, random });
  });
  return {
    'all others added ms': createdMs,
    'all others added, commit MB': Math.round((made?.commit.length ?? 0) / 1e4) / 100,
    'all others added, welcome MB': Math.round((made?.welcome?.length ?? 0) / 1e4) / 100,
  };
}
