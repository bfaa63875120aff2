import { expect, test } from 'vitest';
import { toProblem } from './error-handler.ts';

const error = (message: string, code?: string) => Object.assign(new Error(message), { code });

test.each([
  error('terminating connection due to administrator command', '57P01'),
  error('the database system is starting up', '57P03'),
  error('connection failure', '08006'),
  error('write EPIPE', 'EPIPE'),
  error('connect EAGAIN', 'EAGAIN'),
  error('connect ENOENT /run/.s.PGSQL.5432', 'ENOENT'),
  error('Connection terminated unexpectedly'),
  error('Client has encountered a connection error and is not queryable'),
  error('timeout exceeded when trying to connect'),
])('a database that is away is a passing state: %s', (lost) => {
  expect(toProblem(lost)).toMatchObject({ status: 503, code: 'unavailable' });
});

test('a fault of ours says nothing but that it is one', () => {
  const problem = toProblem(error('column "secret" does not exist', '42703'));
  expect(problem).toMatchObject({ status: 500, code: 'internal' });
  expect(JSON.stringify(problem)).not.toContain('secret');
});
