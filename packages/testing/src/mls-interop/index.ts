export { seeded } from '../seeded.ts';
export { type FuzzMode, fuzz, fuzzModes } from './fuzz.ts';
export { HistoryError } from './history.ts';
export type { MlsPeer, Suite } from './mls-peer.ts';
export { openMlsPeer } from './open-mls-peer.ts';
export { sottoGroupPeer } from './sotto-group-peer.ts';
export { tsMlsPeer } from './ts-mls-peer.ts';
