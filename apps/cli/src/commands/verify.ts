import { type Command, UsageError } from '../command.ts';
import { findPerson } from './find-person.ts';
import { signedIn } from './signed-in.ts';

export const verify: Command = {
  usage: 'verify USERNAME [--confirm]',
  summary: 'the safety number with somebody; --confirm once you have compared it with theirs',
  options: { confirm: { type: 'boolean' } },
  async run({ positionals, values, output, open }) {
    const [username] = positionals;
    if (username === undefined) throw new UsageError('say whom to verify');
    const client = await open();
    await signedIn(client);
    const person = await findPerson(client, username);
    if (values['confirm'] === true) await client.setVerified(person.accountId, true);
    const { digits, verified } = await client.safetyNumber(person.accountId);
    const groups = digits.match(/\d{5}/g) ?? [];
    output.print(`${groups.join(' ')}\n${verified ? 'verified' : 'not verified'}`, { digits, verified });
  },
};
