export { HistoryError, playHistory } from './history.ts';
export type { MlsPeer, Suite } from './mls-peer.ts';
export { openMlsPeer } from './open-mls-peer.ts';
export { tsMlsPeer } from './ts-mls-peer.ts';
