import { limits } from '@sotto/protocol';

const entriesMax = limits.blockedNamesMax;

/** One setting of the server: its name, what it means, and how its text is read. */
export type Setting<Value> = {
  readonly name: string;
  readonly meaning: string;
  /** What holds when nothing is set, as text; null where nothing is a value of its own. */
  readonly fallback: string | null;
  /** The value, or throws with a sentence that says what is wrong. */
  readonly read: (text: string) => Value;
};

export function text(
  name: string,
  fallback: string | null,
  meaning: string,
  check: RegExp,
  wants: string,
): Setting<string> {
  return {
    name,
    fallback,
    meaning,
    read(value) {
      if (!check.test(value)) throw new Error(`must be ${wants}`);
      return value;
    },
  };
}

export function wholeNumber(
  name: string,
  fallback: number,
  meaning: string,
  range: { min: number; max: number },
): Setting<number> {
  return {
    name,
    fallback: String(fallback),
    meaning,
    read(value) {
      const number = /^\d+$/.test(value) ? Number(value) : Number.NaN;
      if (!(number >= range.min && number <= range.max))
        throw new Error(`must be a whole number from ${range.min} to ${range.max}`);
      return number;
    },
  };
}

export function choice<const Name extends string>(
  name: string,
  fallback: Name,
  meaning: string,
  choices: readonly Name[],
): Setting<Name> {
  return {
    name,
    fallback,
    meaning,
    read(value) {
      const chosen = choices.find((known) => known === value);
      if (chosen === undefined) throw new Error(`must be one of ${choices.join(', ')}`);
      return chosen;
    },
  };
}

export function yesOrNo(name: string, fallback: boolean, meaning: string): Setting<boolean> {
  return {
    name,
    fallback: fallback ? 'yes' : 'no',
    meaning,
    read(value) {
      if (!/^(yes|no|true|false|1|0)$/.test(value)) throw new Error('must be yes or no');
      return /^(yes|true|1)$/.test(value);
    },
  };
}

export function origin(name: string, meaning: string): Setting<string> {
  return {
    name,
    fallback: null,
    meaning,
    read(value) {
      const url = URL.parse(value);
      if (url === null || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '') {
        throw new Error('must be an address such as https://chat.example.org');
      }
      return url.origin;
    },
  };
}

/** Entries separated by commas; `none` for an empty list. */
export function list(
  name: string,
  fallback: string,
  meaning: string,
  check: RegExp,
  wants: string,
): Setting<readonly string[]> {
  return {
    name,
    fallback,
    meaning,
    read(value) {
      if (value === 'none') return [];
      const entries = value.split(',').map((entry) => entry.trim().toLowerCase());
      if (entries.length > entriesMax || !entries.every((entry) => check.test(entry)))
        throw new Error(`must be ${wants}, separated by commas`);
      return entries;
    },
  };
}
