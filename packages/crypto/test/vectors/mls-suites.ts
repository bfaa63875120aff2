import { type CipherSuite, cipherSuite } from '../../src/group/suite/cipher-suite.ts';
import { type LeftOut, tally } from './vector-files.ts';

/** Runs each case of a suite that is offered here, and counts the others. */
export function forEachSuite<Case extends { cipher_suite: number }>(
  cases: readonly Case[],
  run: (entry: Case, suite: CipherSuite, name: string) => void,
): { cases: number; leftOut: LeftOut } {
  const { leftOut, leaveOut } = tally();
  let count = 0;
  cases.forEach((entry, index) => {
    const suite = offered(entry.cipher_suite);
    if (suite === undefined) {
      leaveOut(`of cipher suite ${entry.cipher_suite}, not offered`);
      return;
    }
    run(entry, suite, `case ${index}`);
    count++;
  });
  return { cases: count, leftOut };
}

/** The suite of a code point, if it is offered. */
export function offered(id: number): CipherSuite | undefined {
  return [0x0001, 0x0003, 0x004d].includes(id) ? cipherSuite(id) : undefined;
}
