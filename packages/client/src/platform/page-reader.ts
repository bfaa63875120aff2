/**
 * Fetches the beginning of a page for somebody who asked for its preview: without cookies, following no
 * redirect to another kind of address, giving up after `maxBytes`. Platforms that cannot (a browser under
 * our own content policy) have none.
 */
export type PageReader = (
  url: string,
  limits: { readonly maxBytes: number; readonly timeoutMs: number; readonly accept: string },
) => Promise<PageBytes | null>;

export type PageBytes = {
  /** Where it came from in the end. */
  readonly url: string;
  /** Lower case, without parameters. */
  readonly contentType: string;
  /** At most `maxBytes`; less than the whole when `cut`. */
  readonly bytes: Uint8Array;
  readonly cut: boolean;
};
