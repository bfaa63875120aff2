import { z } from 'zod';
import { decodeValue, encodeValue } from './cbor-value.ts';
import { richLimits } from './rich-limits.ts';

/**
 * Polls are parts like any other: the server sees neither question nor answers, nor that it is a poll.
 * Deterministic CBOR:
 *
 *     poll    [ question, [option, ...], most choices of one person, closes at: Unix ms / null ]
 *     vote    [ index of an option, ... ]      ascending; empty takes the vote back
 *     close   []
 */
export type Poll = {
  readonly question: string;
  readonly options: readonly string[];
  readonly choicesMax: number;
  readonly closesAt: number | null;
};

const { pollOptionsMin, pollOptionsMax, pollQuestionCharacters, pollOptionCharacters } = richLimits;

const Choice = z.string().min(1).max(pollOptionCharacters);

const PollArray = z
  .tuple([
    z.string().min(1).max(pollQuestionCharacters),
    z.array(Choice).min(pollOptionsMin).max(pollOptionsMax),
    z.int().min(1).max(pollOptionsMax),
    z.int().min(0).nullable(),
  ])
  .refine(([, options, choicesMax]) => choicesMax <= options.length);

const VoteArray = z
  .array(
    z
      .int()
      .min(0)
      .max(pollOptionsMax - 1),
  )
  .max(pollOptionsMax)
  .refine((choices) => choices.every((choice, i) => i === 0 || choice > (choices[i - 1] as number)));

export function encodePoll({ question, options, choicesMax, closesAt }: Poll): Uint8Array {
  return encodeValue([question, options, choicesMax, closesAt]);
}

export function decodePoll(bytes: Uint8Array): Poll | undefined {
  const value = decodeValue(PollArray, bytes);
  if (value === undefined) return undefined;
  const [question, options, choicesMax, closesAt] = value;
  return { question, options, choicesMax, closesAt };
}

export function encodeVote(choices: readonly number[]): Uint8Array {
  return encodeValue([...new Set(choices)].sort((a, b) => a - b));
}

/** Which options were chosen; whether the poll has them is for whoever knows the poll. */
export function decodeVote(bytes: Uint8Array): number[] | undefined {
  return decodeValue(VoteArray, bytes);
}
