/** Unix milliseconds. */
export type Clock = () => number;
