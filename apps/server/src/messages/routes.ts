import { decodeBase64, encodeBase64, type MailboxCursor } from '@sotto/protocol';
import {
  routes,
  type Submission as SubmissionBody,
  type SubmissionOutcome,
  type WaitingMessage,
} from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import { readOrganisation } from '../organisation/store.ts';
import type { Messages } from './service.ts';
import { findMailbox, readMailbox, readMailboxFrom, removeMessage, type StoredEnvelope } from './store.ts';

const pageBytesMax = 4 * 1024 * 1024;

export function serveMessages(app: FastifyInstance, context: Context, messages: Messages): void {
  const submit = (actor: Actor, body: SubmissionBody) => submitBody(messages, actor, body);

  serveRoute(app, context, routes.sendMessage, async ({ actor, body }) => {
    if (body.device_id !== actor.deviceId) throw new ProblemError('not-your-device');
    return submit(actor, body);
  });
  serveRoute(app, context, routes.listConversation, async ({ actor, params, query }) => {
    const rows = await context.database.asActor(actor, (tx) =>
      readMailboxFrom(tx, params.user_id, query.after ?? 0, query.limit + 1),
    );
    return { messages: rows.slice(0, query.limit).map(present), more: rows.length > query.limit };
  });
  for (const route of [routes.markDelivered, routes.markRead]) {
    serveRoute(app, context, route, async ({ actor, params, body }) => {
      const removed = await context.database.asActor(actor, (tx) =>
        removeMessage(tx, params.message_id, true),
      );
      const receipt = body.receipt === undefined ? undefined : await submit(actor, body.receipt);
      return { removed: removed > 0, ...(receipt === undefined ? {} : { receipt }) };
    });
  }
  serveRoute(app, context, routes.deleteMessage, async ({ actor, params }) => ({
    removed: await context.database.asActor(actor, (tx) => removeMessage(tx, params.message_id, false)),
  }));
  serveRoute(app, context, routes.getQueue, async ({ actor, query }) =>
    context.database.asActor(actor, async (tx) => {
      const rows = await readMailbox(tx, query.after ?? 0, query.limit, pageBytesMax);
      const last = rows.at(-1)?.seq;
      const more = last !== undefined && (await readMailbox(tx, last, 1, 1)).length > 0;
      const { incarnation } = await readOrganisation(tx);
      return { messages: rows.map(present), more, incarnation: incarnation as never };
    }),
  );
  serveRoute(app, context, routes.acknowledgeQueue, async ({ actor, query }) => {
    if (query.through === undefined) throw new ProblemError('cursor-required');
    const mailbox = await context.database.asActor(actor, findMailbox);
    if (mailbox === undefined) throw new ProblemError('device-not-registered');
    return { removed: await messages.acknowledge(mailbox.devicePk, query.through) };
  });
}

async function submitBody(
  messages: Messages,
  actor: Actor,
  body: SubmissionBody,
): Promise<SubmissionOutcome> {
  const outcome = await messages.submit(actor, {
    message_id: body.message_id,
    recipients: body.recipients.map((recipient) => ({
      ...recipient,
      envelopes: recipient.envelopes.map(({ device_id, ciphertext }) => ({
        device_id,
        ciphertext: decodeBase64(ciphertext) as Uint8Array,
      })),
    })),
  });
  return outcome.kind === 'accepted'
    ? {
        outcome: 'accepted',
        message_id: body.message_id,
        accepted_at: new Date(outcome.acceptedAt).toISOString(),
      }
    : { outcome: 'stale-devices', message_id: body.message_id, stale: [...outcome.stale] };
}

function present(envelope: StoredEnvelope): WaitingMessage {
  return {
    cursor: envelope.seq as MailboxCursor,
    message_id: envelope.messageId,
    sender_id: envelope.senderAccount,
    sender_device_id: envelope.senderDevice,
    accepted_at: new Date(envelope.acceptedAt).toISOString(),
    ciphertext: encodeBase64(envelope.ciphertext),
  };
}
