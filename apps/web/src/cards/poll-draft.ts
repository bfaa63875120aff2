import { type OutgoingContent, richLimits } from '@sotto/client';

/** A poll while somebody makes it. */
export type PollDraft = {
  readonly question: string;
  /** The last one is empty: there is always one more to fill in. */
  readonly options: readonly string[];
  readonly several: boolean;
  /** 0: as many as there are. */
  readonly choicesMax: number;
  /** From the moment it is sent; 0: it stays open. */
  readonly closesInHours: number;
};

export const emptyPoll: PollDraft = {
  question: '',
  options: ['', ''],
  several: false,
  choicesMax: 0,
  closesInHours: 0,
};

const { pollOptionsMin, pollOptionsMax, pollQuestionCharacters, pollOptionCharacters } = richLimits;
const hourMs = 3_600_000;

/** Puts text into one answer. Several lines, as when a list is pasted, become as many answers. */
export function withOption(draft: PollDraft, index: number, text: string): PollDraft {
  const lines = text.split(/[\r\n]+/).filter((line, at) => at === 0 || line.trim() !== '');
  const options = [...draft.options.slice(0, index), ...lines, ...draft.options.slice(index + 1)];
  const full = options.length >= pollOptionsMax;
  const more = options.at(-1) !== '' && !full ? [...options, ''] : options;
  return { ...draft, options: more.slice(0, pollOptionsMax) };
}

export function withoutOption(draft: PollDraft, index: number): PollDraft {
  const options = draft.options.filter((_, at) => at !== index);
  while (options.length < pollOptionsMin) options.push('');
  return { ...draft, options: options.at(-1) === '' ? options : [...options, ''] };
}

/** The answers that will be there: what is left blank is none. */
export function answers(draft: PollDraft): readonly string[] {
  return draft.options.map((option) => option.replace(/\s+/g, ' ').trim()).filter((option) => option !== '');
}

/** Whether an answer repeats one above it: nobody could tell them apart. */
export function repeats({ options }: PollDraft, index: number): boolean {
  const text = options[index]?.trim() ?? '';
  return text !== '' && options.slice(0, index).some((option) => option.trim() === text);
}

/** What is sent; null while something is missing or too long. */
export function pollContent(draft: PollDraft, now: number): OutgoingContent | null {
  const question = draft.question.trim();
  const options = answers(draft);
  if (question === '' || question.length > pollQuestionCharacters) return null;
  if (options.length < pollOptionsMin || new Set(options).size < options.length) return null;
  if (options.some((option) => option.length > pollOptionCharacters)) return null;
  const most = draft.choicesMax === 0 ? options.length : Math.min(draft.choicesMax, options.length);
  return {
    kind: 'poll',
    question,
    options,
    choicesMax: draft.several ? most : 1,
    closesAt: draft.closesInHours === 0 ? null : now + draft.closesInHours * hourMs,
  };
}
