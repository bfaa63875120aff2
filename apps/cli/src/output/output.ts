/** Where a command writes: lines for people, or one JSON object a line for scripts. */
export type Output = {
  readonly json: boolean;
  /** `text` for people, `value` for scripts: always the same facts. */
  print(text: string, value: object): void;
};

/** An output over a function that writes one line. */
export function createOutput(json: boolean, writeLine: (line: string) => void): Output {
  return {
    json,
    print(text, value) {
      writeLine(json ? JSON.stringify(value) : visible(text));
    },
  };
}

const newline = 10;

/**
 * What others wrote, made harmless for a terminal: control characters (escape sequences with them) and
 * text-direction overrides are shown, not obeyed.
 */
export function visible(text: string): string {
  return text.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code === newline ? character : `\\u{${code.toString(16)}}`;
  });
}
