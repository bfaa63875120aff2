/** Calls `work` once after `delayMs`, unless the returned function is called before. */
export type Timer = (delayMs: number, work: () => void) => () => void;
