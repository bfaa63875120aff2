import { createClient, type LocalClient } from '@sotto/client';
import { nodePlatform } from '@sotto/store-node';
import { RefusedError } from '../command.ts';
import { readServerUrl, writeServerUrl } from './home.ts';

/**
 * Opens the client of a home folder. The first sign-up or sign-in says which server it belongs to; a
 * folder belongs to one server only.
 */
export async function openClient(folder: string, serverUrl: string | undefined): Promise<LocalClient> {
  const known = readServerUrl(folder);
  if (known === undefined && serverUrl === undefined) {
    throw new RefusedError('not-signed-in', 'nobody is signed in here: sotto sign-up or sotto sign-in');
  }
  if (known !== undefined && serverUrl !== undefined && known !== serverUrl) {
    throw new RefusedError('other-server', `this folder belongs to ${known}: name another with --home`);
  }
  const url = serverUrl ?? (known as string);
  const client = createClient({ platform: nodePlatform({ folder }), serverUrl: url });
  await client.ready();
  if (known === undefined) writeServerUrl(folder, url);
  return client;
}
