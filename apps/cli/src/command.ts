import type { ParseArgsConfig } from 'node:util';
import type { LocalClient } from '@sotto/client';
import type { Output } from './output/output.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What an option can have: several words where it may be given several times. */
export type OptionValue = string | boolean | readonly string[] | undefined;

/** What a command was called with. */
export type Call = {
  readonly positionals: readonly string[];
  readonly values: Readonly<Record<string, OptionValue>>;
  readonly output: Output;
  /** Opens the client of this home; it is closed when the command ends. */
  open(serverUrl?: string): Promise<LocalClient>;
  readonly signal: AbortSignal;
};

/** One thing the terminal client does. */
export type Command = {
  readonly usage: string;
  readonly summary: string;
  readonly options?: Options;
  run(call: Call): Promise<void>;
};

/** A mistake of the person at the keyboard: said in one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Something expected that cannot be done: said in one line, exit code 1. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
  readonly reason: string;

  constructor(reason: string, message: string) {
    super(message);
    this.reason = reason;
  }
}
