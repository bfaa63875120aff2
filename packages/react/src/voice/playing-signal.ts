/** Whether something is being played, for those who need nothing else of the player: it is fetched with the first. */
const listeners = new Set<() => void>();
let playing = false;

export const playingSignal = {
  get current(): boolean {
    return playing;
  },
  set(next: boolean): void {
    if (next === playing) return;
    playing = next;
    for (const listener of [...listeners]) listener();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
