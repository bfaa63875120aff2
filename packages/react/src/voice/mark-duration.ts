/** Further than any recording lasts. */
const beyondSeconds = 1e7;
const patienceMs = 4000;

/**
 * Waits until a player knows how long its recording is. A browser's own recordings do not say: the player learns it by
 * going to the end once.
 *
 * @throws when it cannot be played.
 */
export async function markDuration(media: HTMLMediaElement): Promise<void> {
  if (media.readyState < 1) await next(media, 'loadedmetadata');
  if (Number.isFinite(media.duration)) return;
  media.currentTime = beyondSeconds;
  await next(media, 'durationchange').catch(() => {});
  media.currentTime = 0;
}

function next(media: HTMLMediaElement, event: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = new AbortController();
    const end = (work: () => void) => () => {
      stop.abort();
      clearTimeout(timeout);
      work();
    };
    const timeout = setTimeout(
      end(() => reject(new Error('the player does not answer'))),
      patienceMs,
    );
    media.addEventListener(event, end(resolve), { signal: stop.signal });
    media.addEventListener(
      'error',
      end(() => reject(media.error)),
      { signal: stop.signal },
    );
  });
}
