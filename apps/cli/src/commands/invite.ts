import { type Command, UsageError } from '../command.ts';
import { signedIn } from './signed-in.ts';

const roles = ['member', 'admin', 'owner'] as const;

export const invite: Command = {
  usage: 'invite [--role member] [--uses 1] [--hours 168]',
  summary: 'make an invite link (owners and admins)',
  options: { role: { type: 'string' }, uses: { type: 'string' }, hours: { type: 'string' } },
  async run({ values, output, open }) {
    const role = roles.find((known) => known === (values['role'] ?? 'member'));
    const uses = Number(values['uses'] ?? 1);
    const expiresInHours = Number(values['hours'] ?? 168);
    if (role === undefined) throw new UsageError(`--role is one of ${roles.join(', ')}`);
    if (!Number.isInteger(uses) || !Number.isInteger(expiresInHours))
      throw new UsageError('--uses and --hours are whole numbers');
    const client = await open();
    await signedIn(client);
    const created = await client.createInvite({ role, uses, expiresInHours });
    output.print(created.url, {
      url: created.url,
      role: created.role,
      uses: created.usesLeft,
      expires_at: new Date(created.expiresAt).toISOString(),
    });
  },
};
