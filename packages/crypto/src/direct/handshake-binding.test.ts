import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toHex } from '../primitives/index.ts';
import { handshakeBinding } from './handshake-binding.ts';

const name = fc.string({ maxLength: 6 });
const key = fc.uint8Array({ minLength: 33, maxLength: 33 });
const party = fc.record({ address: fc.record({ accountId: name, deviceId: name }), identityKey: key });
const id = fc.nat(0xffffff);
const keys = fc.record({
  baseKey: key,
  signedPrekeyId: id,
  oneTimePrekeyId: fc.option(id, { nil: undefined }),
  kemPrekeyId: id,
});
const handshake = fc.tuple(party, party, keys);

test('two handshakes have one binding only when they are the same (REQ-S1)', () => {
  fc.assert(
    fc.property(handshake, handshake, (one, other) => {
      const same = fc.stringify(one) === fc.stringify(other);
      expect(toHex(handshakeBinding(...one)) === toHex(handshakeBinding(...other))).toBe(same);
    }),
  );
});

test('a name may not give its end to the next one', () => {
  const end = (accountId: string, deviceId: string) => ({
    address: { accountId, deviceId },
    identityKey: new Uint8Array(33),
  });
  const used = { baseKey: new Uint8Array(33), signedPrekeyId: 1, oneTimePrekeyId: undefined, kemPrekeyId: 2 };
  const bindings = [
    handshakeBinding(end('ab', 'c'), end('d', 'e'), used),
    handshakeBinding(end('a', 'bc'), end('d', 'e'), used),
    handshakeBinding(end('d', 'e'), end('ab', 'c'), used),
    handshakeBinding(end('ab', 'c'), end('d', 'e'), { ...used, oneTimePrekeyId: 0 }),
  ].map(toHex);
  expect(new Set(bindings).size).toBe(bindings.length);
});
