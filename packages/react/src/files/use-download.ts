import type { Download } from '@sotto/client';
import { useClient } from '../client/use-client.ts';
import { useQuery } from '../client/use-query.ts';

/** A file on its way in; `undefined` while it is not. */
export function useDownload(fileId: string): Download | undefined {
  return useQuery(useClient().downloads).find((download) => download.fileId === fileId);
}
