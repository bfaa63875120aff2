/** Extensions of a message; others are optional unless their name begins with `!`. */
export const extensionName = {
  silent: 'sotto.silent',
  forwards: 'sotto.forwards',
  skipped: 'sotto.skipped',
} as const;
