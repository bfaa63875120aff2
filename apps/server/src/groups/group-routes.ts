import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import type { MailboxActor } from '../messages/outgoing-message.ts';
import type { GroupFanOut } from './group-fan-out.ts';
import type { Groups } from './service.ts';

/** What the routes of groups share. */
export type GroupRoutes = {
  readonly app: FastifyInstance;
  readonly context: Context;
  readonly groups: Groups;
  readonly fanOut: GroupFanOut;
  /** The actor's device by its row number. @throws ProblemError `device-not-registered` */
  deviceOf(actor: Actor): Promise<MailboxActor>;
};
