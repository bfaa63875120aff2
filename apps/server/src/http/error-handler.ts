import { type Problem, type ProblemCode, problem } from '@sotto/protocol';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { ProblemError } from './problem-error.ts';

/** Fastify's and PostgreSQL's errors that are the caller's doing, or a passing state. The one such table. */
const known: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported-media-type',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'malformed-json',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'invalid-request',
  // A NUL or another character no text of the database can hold.
  '22021': 'invalid-request',
  '57P01': 'unavailable',
  '57P02': 'unavailable',
  '57P03': 'unavailable',
  '57P05': 'unavailable',
  '53300': 'unavailable',
  ENOENT: 'unavailable',
};

/** Class 08 of PostgreSQL, connection exceptions, and what the sockets to it say while it is away. */
const connectionLost =
  /^(?:08...|ECONNREFUSED|ECONNRESET|ECONNABORTED|EPIPE|EAGAIN|ENOTCONN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/;

const fieldsMax = 16;

/** Any error as a problem document. A fault of ours says nothing but that it is one. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.slice(0, fieldsMax).map((issue) => ({
      path: `/${error.validationContext ?? 'body'}${issue.instancePath}`.slice(0, 512),
      message: (issue.message ?? 'is not valid').slice(0, 512),
    }));
    return problem('invalid-request', { fields });
  }
  const { code, statusCode, message } = (error ?? {}) as Partial<FastifyError>;
  if (code !== undefined && known[code] !== undefined) return problem(known[code]);
  if (
    connectionLost.test(code ?? '') ||
    /connection (?:terminated|ended)|not queryable|timeout (?:exceeded when trying to connect|expired)/i.test(
      message ?? '',
    )
  )
    return problem('unavailable', { retry_after_seconds: 1 });
  if (error instanceof SyntaxError && statusCode === 400) return problem('malformed-json');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return problem('invalid-request');
  return problem('internal');
}

export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const answer = toProblem(error);
  if (answer.code === 'internal') request.log.error({ error }, 'request-failed');
  sendProblem(reply, answer);
}

export function sendProblem(reply: FastifyReply, answer: Problem): void {
  if (answer.retry_after_seconds !== undefined) void reply.header('retry-after', answer.retry_after_seconds);
  void reply
    .code(answer.status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .serializer(JSON.stringify)
    .send(answer);
}
