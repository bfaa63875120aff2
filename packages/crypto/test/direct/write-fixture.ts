import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ready, toHex } from '../../src/primitives/index.ts';
import { conversation, type Device, resultOf, textOf } from './device.ts';

/**
 * Writes a fixture of session records in the format of this code, for `stored-records.test.ts` of every
 * later version: `node packages/crypto/test/direct/write-fixture.ts <name>`.
 */
await ready();
const name = process.argv[2];
if (name === undefined || !/^[a-z0-9-]+$/.test(name)) throw new Error('name the fixture, as in record-1');

type Receives = { ciphertext: string; outcome: string }[];

function stored(title: string, alice: Device, bob: Device, messages: { bytes: Uint8Array }[]) {
  const record = toHex(bob.stored());
  const receives: Receives = messages.map(({ bytes }) => {
    const outcome = bob.receive(alice, { bytes });
    return {
      ciphertext: toHex(bytes),
      outcome: outcome.kind === 'plaintext' ? textOf(outcome) : resultOf(outcome),
    };
  });
  const { identityKey, identityPrivate } = bob.identity;
  return {
    name: title,
    record,
    peer_identity: toHex(alice.identity.identityKey),
    local_identity: toHex(identityKey),
    local_private: toHex(identityPrivate),
    receives,
  };
}

const running = conversation(`${name} running`);
const gaps = conversation(`${name} gaps`);
const skipped = [gaps.alice.send('skipped 0'), gaps.alice.send('skipped 1')];
gaps.bob.read(gaps.alice, gaps.alice.send('ahead'));
const replaced = conversation(`${name} replaced`);
const late = replaced.alice.send('late');
replaced.alice.initiate(replaced.bob);
replaced.bob.read(replaced.alice, replaced.alice.send('anew'));
const waiting = conversation(`${name} waiting`);
waiting.bob.initiate(waiting.alice);
waiting.bob.send('not answered yet');
const closed = conversation(`${name} closed`);
closed.bob.close();

const again = running.alice.send('next');
const fixture = {
  format: 1,
  cases: [
    stored('a running session', running.alice, running.bob, [again, again, running.alice.send('and next')]),
    stored('skipped keys', gaps.alice, gaps.bob, [...skipped.reverse(), gaps.alice.send('more')]),
    stored('an archived session', replaced.alice, replaced.bob, [late, replaced.alice.send('more')]),
    stored('an unanswered handshake', waiting.alice, waiting.bob, [waiting.alice.send('on the old session')]),
    stored('a closed session', closed.alice, closed.bob, [closed.alice.send('still read')]),
  ],
};
const file = join(import.meta.dirname, '..', '..', '..', '..', 'vectors', 'direct', `${name}.json`);
writeFileSync(file, `${JSON.stringify(fixture, null, 1)}\n`, { flag: 'wx' });
