import { ready } from '@sotto/crypto/primitives';
import type { Figures } from './measure.ts';
import { addEverybody, ourOperations } from './our-operations.ts';

/** What the page runs: everything of ours that the bench in Node runs. */
(globalThis as { measureGroups?: () => Promise<Figures[]> }).measureGroups = async () => {
  await ready();
  return [
    await ourOperations({ suite: 0x0003, members: 1500, shape: 'filled' }, 9),
    await ourOperations({ suite: 0x0003, members: 1500, shape: 'sparse' }, 5),
    await addEverybody(0x0003, 1500),
    await ourOperations({ suite: 0x0001, members: 1500, shape: 'filled' }, 9),
    await ourOperations({ suite: 0x004d, members: 200, shape: 'filled' }, 5),
  ];
};
