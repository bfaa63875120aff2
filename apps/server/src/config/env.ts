/** The environment, read here and nowhere else. */
export function readEnvironment(): Readonly<Record<string, string | undefined>> {
  return process.env;
}

/** The part of the environment a child process needs to run at all. */
export function childEnvironment(more: Record<string, string>): Record<string, string> {
  const { PATH, HOME, TMPDIR } = process.env;
  return Object.fromEntries(
    Object.entries({ PATH, HOME, TMPDIR, LC_ALL: 'C.UTF-8', ...more }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  );
}
