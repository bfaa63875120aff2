/** What the generator needs to be a device. */
export type BenchAccount = {
  readonly accountId: string;
  readonly deviceId: string;
  readonly token: string;
};

/** What the generator is asked to do, and for how long. */
export type LoadOrder = {
  readonly url: string;
  readonly pairs: readonly { readonly sender: BenchAccount; readonly receiver: BenchAccount }[];
  readonly payloadBytes: number;
  readonly receiversOnline: boolean;
  /** Messages a pair has unanswered at once; with `perSecond` as many as it takes. */
  readonly window: number;
  /** Open loop: this many messages a second in all, whatever becomes of those before. */
  readonly perSecond?: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
};

/** Latencies in milliseconds; counts within the measured time. */
export type LoadReport = {
  readonly seconds: number;
  readonly accepted: number;
  readonly delivered: number;
  readonly refused: number;
  readonly acceptedMs: Percentiles;
  readonly deliveredMs: Percentiles;
};

export type Percentiles = { readonly p50: number; readonly p99: number; readonly max: number };
