import type { Command } from './command.ts';
import { devices, removeDevice } from './commands/devices.ts';
import { follow } from './commands/follow.ts';
import { group } from './commands/group.ts';
import { invite } from './commands/invite.ts';
import { messages } from './commands/messages.ts';
import { people } from './commands/people.ts';
import { save } from './commands/save.ts';
import { send } from './commands/send.ts';
import { signIn } from './commands/sign-in.ts';
import { signOut } from './commands/sign-out.ts';
import { signUp } from './commands/sign-up.ts';
import { verify } from './commands/verify.ts';
import { whoAmI } from './commands/who-am-i.ts';

/** Every command by its name on the command line. */
export const commands: Readonly<Record<string, Command>> = {
  'sign-up': signUp,
  'sign-in': signIn,
  'sign-out': signOut,
  whoami: whoAmI,
  people,
  send,
  save,
  messages,
  follow,
  group,
  devices,
  'remove-device': removeDevice,
  invite,
  verify,
};
