import { beforeAll } from 'vitest';
import { supportedSuites } from '../../src/group/index.ts';
import { ready } from '../../src/primitives/index.ts';
import { type Action, ScriptedGroup } from './mls-scripted-group.ts';
import { has, tally, testShape } from './vector-files.ts';

beforeAll(ready);

type Scripts = { scripts: { [name: string]: Action[] } };

/** Making a group again, or a smaller one out of it, is not offered. */
const notOffered = ['branch', 'reinit'];

/** Beyond this many steps one suite must do: the others differ in how they seal, not in what a tree is. */
const longScript = 500;

testShape<Scripts>({
  name: 'MLS interop scripts',
  recognises: (json) => has(json, 'scripts'),
  run: ({ scripts }) => {
    const { leftOut, leaveOut } = tally();
    let cases = 0;
    for (const [name, actions] of Object.entries(scripts)) {
      const unusual = actions.find(({ action }) => notOffered.includes(action));
      if (unusual !== undefined) {
        leaveOut(`with ${unusual.action}, not offered`);
        continue;
      }
      const suites = actions.length > longScript ? ([0x0001] as const) : supportedSuites;
      for (const suite of suites) {
        const group = new ScriptedGroup(suite, `${name} ${suite}`);
        for (const action of actions) group.act(action);
        cases++;
      }
    }
    return { cases, leftOut };
  },
});
