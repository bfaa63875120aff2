/**
 * How much to send at once: about two seconds' worth, so that little is sent again after a cut, progress is seen, and
 * a fast line is not held up by its answers.
 */
export type SendWindow = {
  readonly bytes: number;
  sent(bytes: number, tookMs: number): void;
  /** Something went wrong: begin small. */
  shrink(): void;
};

const smallest = 64 * 1024;
const first = 512 * 1024;
const largest = 8 * 1024 * 1024;
const targetMs = 2000;
/** A window that is used up so much quicker says little about the line yet. */
const growthMax = 4;

export function sendWindow(): SendWindow {
  let bytes = first;
  return {
    get bytes() {
      return bytes;
    },
    sent(count, tookMs) {
      // The last piece of a file says nothing.
      if (count < bytes) return;
      const fitting = (count / Math.max(1, tookMs)) * targetMs;
      const next = Math.min(fitting, bytes * growthMax);
      bytes = Math.max(smallest, Math.min(largest, Math.floor(next / smallest) * smallest));
    },
    shrink() {
      bytes = Math.max(smallest, Math.min(first, bytes / 4));
    },
  };
}
