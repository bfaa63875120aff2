import { compareScanned, safetyNumber } from '../../src/identity/index.ts';
import { utf8 } from '../../src/primitives/index.ts';
import { expectBytes, expectThat, has, hex, tally, testShape } from './vector-files.ts';

type Case = {
  local_id: string;
  local_identity: string;
  remote_id: string;
  remote_identity: string;
  iterations?: number;
  version?: number;
  displayable: string;
  scannable_local: string;
};

testShape<{ cases: Case[] }>({
  name: 'safety numbers of Signal’s library',
  recognises: (json) =>
    has(json, 'cases') && has((json.cases as unknown[])[0], 'displayable', 'scannable_local'),
  run({ cases }) {
    const { leftOut, leaveOut } = tally();
    let checked = 0;
    for (const vector of cases) {
      if ((vector.iterations ?? 5200) !== 5200 || (vector.version ?? 2) !== 2) {
        leaveOut('only version 2 with 5,200 iterations is offered');
        continue;
      }
      const local = { stableId: utf8(vector.local_id), identityKey: hex(vector.local_identity) };
      const remote = { stableId: utf8(vector.remote_id), identityKey: hex(vector.remote_identity) };
      const mine = safetyNumber(local, remote);
      const theirs = safetyNumber(remote, local);
      expectThat(mine.digits === vector.displayable, `digits of ${vector.local_id}: ${mine.digits}`);
      expectThat(theirs.digits === vector.displayable, `digits on the other side of ${vector.local_id}`);
      expectBytes(mine.scannable, vector.scannable_local, `code of ${vector.local_id}`);
      expectThat(compareScanned(local, remote, theirs.scannable) === 'match', `scan of ${vector.local_id}`);
      checked++;
    }
    return { cases: checked, leftOut };
  },
});
