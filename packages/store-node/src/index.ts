export { nodeFilePlatform } from './files/node-file-platform.ts';
export { memoryStore } from './memory-store.ts';
export { nodeLock } from './node-lock.ts';
export { nodePlatform } from './node-platform.ts';
export { nodeStore } from './node-store.ts';
export { openSqliteStore } from './sqlite-store.ts';
