import {
  type AccountId,
  decodeBase64,
  encodeBase64,
  type MailboxCursor,
  type MessageId,
} from '@sotto/protocol';
import {
  routes,
  type Submission as SubmissionBody,
  type SubmissionOutcome,
  type WaitingMessage,
} from '@sotto/protocol/http';
import type { FastifyInstance } from 'fastify';
import type { Context } from '../context.ts';
import type { Actor } from '../db/actor.ts';
import { withdrawMessage } from '../groups/store.ts';
import { ProblemError } from '../http/problem-error.ts';
import { serveRoute } from '../http/serve-route.ts';
import type { Submission } from './check-submission.ts';
import type { Messages } from './service.ts';
import { readMailboxFrom, removeMessage } from './store.ts';
import type { StoredEnvelope } from './stored-envelope.ts';

export function serveMessages(app: FastifyInstance, context: Context, messages: Messages): void {
  serveRoute(app, context, routes.sendMessage, async ({ actor, body }) => {
    if (body.device_id !== actor.deviceId) throw new ProblemError('not-your-device');
    return submit(messages, actor, body);
  });
  serveRoute(app, context, routes.listConversation, async ({ actor, params, query }) => {
    const rows = await context.database.asActor(actor, (tx) =>
      readMailboxFrom(tx, params.user_id, query.after ?? 0, query.limit + 1),
    );
    return { messages: rows.slice(0, query.limit).map(present), more: rows.length > query.limit };
  });
  for (const route of [routes.markDelivered, routes.markRead]) {
    serveRoute(app, context, route, async ({ actor, params, body }) => {
      const remove = () => removeOne(context, actor, params.message_id, true);
      if (body.receipt === undefined) return { removed: (await remove()) > 0 };
      // The receipt first: should it be refused, the message is still there to try again.
      const receipt = await submit(messages, actor, body.receipt);
      return { removed: receipt.outcome === 'accepted' && (await remove()) > 0, receipt };
    });
  }
  serveRoute(app, context, routes.deleteMessage, async ({ actor, params }) => ({
    removed: await context.database.asActor(
      actor,
      async (tx) =>
        (await removeMessage(tx, params.message_id, false)) + (await withdrawMessage(tx, params.message_id)),
    ),
  }));
  serveRoute(app, context, routes.getQueue, async ({ actor, query }) => {
    const page = await messages.read(await ownMailbox(messages, actor), query.after ?? 0);
    if (page === undefined) throw new ProblemError('device-not-registered');
    const shown = page.envelopes.slice(0, query.limit);
    const last = shown.at(-1);
    return {
      messages: shown.map(present),
      more: last !== undefined && last.seq < page.lastSeq,
      incarnation: context.incarnation,
    };
  });
  serveRoute(app, context, routes.acknowledgeQueue, async ({ actor, query }) => {
    if (query.through === undefined) throw new ProblemError('cursor-required');
    return { removed: await messages.acknowledge(await ownMailbox(messages, actor), query.through) };
  });
}

async function ownMailbox(messages: Messages, actor: Actor) {
  const mailbox = await messages.findMailbox(actor);
  if (mailbox === undefined) throw new ProblemError('device-not-registered');
  return mailbox;
}

function removeOne(
  context: Context,
  actor: Actor,
  messageId: MessageId,
  ownMailboxOnly: boolean,
): Promise<number> {
  return context.database.asActor(actor, (tx) => removeMessage(tx, messageId, ownMailboxOnly));
}

async function submit(messages: Messages, actor: Actor, body: SubmissionBody): Promise<SubmissionOutcome> {
  const outcome = await messages.submit(actor, toSubmission(body));
  return outcome.kind === 'accepted'
    ? {
        outcome: 'accepted',
        message_id: body.message_id,
        accepted_at: new Date(outcome.acceptedAt).toISOString(),
      }
    : { outcome: 'stale-devices', message_id: body.message_id, stale: [...outcome.stale] };
}

function toSubmission(body: SubmissionBody): Submission {
  return {
    message_id: body.message_id,
    recipients: body.recipients.map((recipient) => ({
      ...recipient,
      // UUIDs may be written in either case; everything behind here compares them as text.
      user_id: recipient.user_id.toLowerCase() as AccountId,
      envelopes: recipient.envelopes.map(({ device_id, ciphertext }) => ({
        device_id,
        ciphertext: decodeBase64(ciphertext) as Uint8Array,
      })),
    })),
  };
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
