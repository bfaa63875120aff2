import { type Problem, type ProblemCode, problem } from '@sotto/protocol';

/** A refusal on its way to the caller: one of the protocol's codes. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(code: ProblemCode, more: Parameters<typeof problem>[1] = {}) {
    super(code);
    this.problem = problem(code, more);
  }
}
