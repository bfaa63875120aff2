import { tusVersion } from '@sotto/protocol/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.ts';

/** Holds a request to the version of the upload protocol that is spoken (tus.io 1.0.0, "Tus-Resumable"). */
export function requireTus(request: FastifyRequest, reply: FastifyReply): void {
  void reply.header('tus-resumable', tusVersion);
  if (request.headers['tus-resumable'] === tusVersion) return;
  void reply.header('tus-version', tusVersion);
  throw new ProblemError('upload-version');
}

/** The number in a header. @throws ProblemError `invalid-request` when it is none. */
export function numberHeader(request: FastifyRequest, name: string): number {
  const text = request.headers[name];
  if (typeof text !== 'string' || !/^\d{1,15}$/.test(text)) {
    throw new ProblemError('invalid-request', {
      fields: [{ path: `/headers/${name}`, message: 'must be a whole number' }],
    });
  }
  return Number(text);
}
