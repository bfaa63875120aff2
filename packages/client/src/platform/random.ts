/** That many fresh bytes from the operating system's generator. */
export type Random = (bytes: number) => Uint8Array;
