import type { FastifyInstance } from 'fastify';
import { ProblemError } from './problem-error.ts';

const windowMs = 10_000;
const requestsPerWindow = 2000;
const addressesMax = 100_000;

/**
 * The first gate of all: what one address may ask for, before anything of a request is read. Generous, for
 * an office behind one address; what an account may do is counted after it is known (`rate-limits.ts`).
 */
export function addAddressLimit(app: FastifyInstance, factor: number): void {
  let counts = new Map<string, number>();
  let until = 0;
  app.addHook('onRequest', async (request) => {
    const now = Date.now();
    if (now >= until || counts.size > addressesMax) {
      counts = new Map();
      until = now + windowMs;
    }
    const count = (counts.get(request.ip) ?? 0) + 1;
    counts.set(request.ip, count);
    if (count > requestsPerWindow * factor) {
      throw new ProblemError('rate-limited', { retry_after_seconds: Math.ceil((until - now) / 1000) });
    }
  });
}
