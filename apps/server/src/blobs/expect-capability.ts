import { createHash } from 'node:crypto';
import { decodeBase64 } from '@sotto/protocol';
import { capabilityHeader } from '@sotto/protocol/http';
import type { FastifyRequest } from 'fastify';
import { ProblemError } from '../http/problem-error.ts';

const capabilityBytes = 32;

/**
 * The hash of the capability a request shows. Without one there is nothing to open: that is answered like a file
 * that does not exist.
 */
export function capabilityHashOf(request: FastifyRequest): Buffer {
  const given = request.headers[capabilityHeader];
  const capability = typeof given === 'string' ? decodeBase64(given) : undefined;
  if (capability?.length !== capabilityBytes) throw new ProblemError('blob-unknown');
  return createHash('sha256').update(capability).digest();
}
