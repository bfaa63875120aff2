import { type FolderLock, lockFolder } from './folder-lock.ts';

/** One server per data folder. @throws Error when another server uses the folder. */
export async function lockDataFolder(dataDir: string): Promise<FolderLock> {
  const lock = await lockFolder(dataDir, 'server');
  if (lock === undefined) throw new Error(`another server is using ${dataDir}`);
  return lock;
}
