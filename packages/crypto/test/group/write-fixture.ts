import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  changedRecords,
  createCommit,
  createGroup,
  createProposal,
  encryptMessage,
  epochAuthenticator,
  type GroupState,
  generateKeyPackage,
  joinFromWelcome,
  openMessage,
  supportedSuites,
} from '../../src/group/index.ts';
import { ed25519KeyPair, ready, toHex, utf8 } from '../../src/primitives/index.ts';
import { deterministicRandom } from '../deterministic-random.ts';

/**
 * Writes a fixture of stored groups in the format of this code, for `stored-records.test.ts` of every later
 * version: `node packages/crypto/test/group/write-fixture.ts <name>`.
 */
await ready();
const name = process.argv[2];
if (name === undefined || !/^[a-z0-9-]+$/.test(name)) throw new Error('name the fixture, as in record-1');

const cases = supportedSuites.map((suite) => {
  const random = deterministicRandom(`${name} ${suite}`);
  const identities = ['alice', 'bob', 'carol', 'dave', 'erin'].map((person) => {
    const { seed, publicKey } = ed25519KeyPair(random(32));
    return { credential: utf8(person), signaturePrivateKey: seed, signaturePublicKey: publicKey };
  });
  const [creator, ...others] = identities as [(typeof identities)[0], ...typeof identities];
  const lifetime = { notBefore: 0n, notAfter: 4102444800n };
  const packages = others.map((identity) => generateKeyPackage({ suite, identity, lifetime, random }));
  const extensions = [{ type: 0xf053, data: utf8('a group') }];
  const founded = createGroup({ suite, groupId: random(16), identity: creator, extensions, random });
  const made = createCommit(founded, {
    proposals: packages.map(({ keyPackage }) => ({ kind: 'add', keyPackage })),
    random,
  });
  let alice = made.next;
  const join = (index: number): GroupState =>
    joinFromWelcome({
      welcome: made.welcome as Uint8Array,
      keyPackages: packages.slice(index, index + 1),
      signaturePrivateKey: others[index]?.signaturePrivateKey as Uint8Array,
    }).state;
  let bob = join(0);
  let carol = join(1);

  // Carol: a parent key, a passed over message, an update of her own that waits, and a proposal of Alice's.
  const messages = ['late', 'ahead', 'next'].map((text) => {
    const sealed = encryptMessage(alice, utf8(text), { random });
    alice = sealed.state;
    return sealed.message;
  });
  carol = openedState(carol, messages[1] as Uint8Array);
  const update = createProposal(carol, { kind: 'update' }, { random });
  carol = update.state;
  const remove = createProposal(alice, { kind: 'remove', leaf: 4 }, { random });
  carol = openedState(carol, remove.message);
  bob = openedState(openedState(bob, update.message), remove.message);
  const commit = createCommit(bob, { proposals: [], random });
  return {
    suite,
    records: changedRecords(undefined, carol).map(({ key, value }) => [key, toHex(value as Uint8Array)]),
    opens: [
      { message: toHex(messages[0] as Uint8Array), outcome: 'application late' },
      { message: toHex(messages[1] as Uint8Array), outcome: 'duplicate' },
      { message: toHex(messages[2] as Uint8Array), outcome: 'application next' },
      { message: toHex(commit.commit), outcome: `commit ${toHex(epochAuthenticator(commit.next))}` },
    ],
  };
});

function openedState(state: GroupState, message: Uint8Array): GroupState {
  const opened = openMessage(state, message);
  if (opened.kind !== 'application' && opened.kind !== 'proposal') throw new Error(opened.kind);
  return opened.state;
}

const folder = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'group');
mkdirSync(folder, { recursive: true });
writeFileSync(join(folder, `${name}.json`), `${JSON.stringify({ format: 1, cases }, null, 1)}\n`, {
  flag: 'wx',
});
