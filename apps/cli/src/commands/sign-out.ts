import type { Command } from '../command.ts';
import { signedIn } from './signed-in.ts';

export const signOut: Command = {
  usage: 'sign-out',
  summary: 'end this session and destroy everything stored here',
  async run({ output, open }) {
    const client = await open();
    await signedIn(client);
    await client.signOut();
    output.print('Signed out; nothing is left here.', { signed_out: true });
  },
};
