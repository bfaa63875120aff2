import type { PreparedAnswer } from '../http/prepared-answer.ts';

/**
 * Answers that a whole group asks for at about the same time, by a name that says everything about them. Who
 * may have one is decided before it is looked for.
 */
export type AnswerCache = {
  /** Those who ask while it is made share it. */
  find<Answer extends PreparedAnswer>(name: string, make: () => Promise<Answer>): Promise<Answer>;
};

export function createAnswerCache(bytesMax: number): AnswerCache {
  const known = new Map<string, { answer: Promise<PreparedAnswer>; bytes: number }>();
  let bytes = 0;
  const forget = (name: string) => {
    bytes -= known.get(name)?.bytes ?? 0;
    known.delete(name);
  };
  const shrink = () => {
    for (const oldest of known.keys()) {
      if (bytes <= bytesMax) return;
      forget(oldest);
    }
  };
  return {
    find<Answer extends PreparedAnswer>(name: string, make: () => Promise<Answer>): Promise<Answer> {
      const found = known.get(name);
      if (found !== undefined) {
        known.delete(name);
        known.set(name, found);
        return found.answer as Promise<Answer>;
      }
      const answer = make();
      const entry = { answer, bytes: 0 };
      known.set(name, entry);
      answer.then(
        ({ json }) => {
          if (known.get(name) !== entry) return;
          entry.bytes = json.length;
          bytes += json.length;
          shrink();
        },
        () => {
          if (known.get(name) === entry) known.delete(name);
        },
      );
      return answer;
    },
  };
}
