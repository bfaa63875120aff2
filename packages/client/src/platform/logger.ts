/**
 * Where the client says what happens to it: a code and counts, nothing else. No text, name, id or key
 * can be passed, so none can be logged.
 */
export type Logger = (
  level: 'error' | 'info',
  code: LogCode,
  counts?: Readonly<Record<string, number>>,
) => void;

export type LogCode =
  | 'bug'
  | 'caught-up'
  | 'connection-closed'
  | 'device-list-refused'
  | 'envelope-refused'
  | 'file-refused'
  | 'group-commit-refused'
  | 'group-event-refused'
  | 'group-fork'
  | 'group-joined'
  | 'group-refused'
  | 'group-rejoined'
  | 'identity-changed'
  | 'incarnation-changed'
  | 'prekeys-replenished'
  | 'prekeys-rotated'
  | 'repair-asked'
  | 'repair-answered'
  | 'session-started'
  | 'store-migrated'
  | 'stale-devices'
  | 'task-failed'
  | 'unclean-start'
  | 'upload-failed';
