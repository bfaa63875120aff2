import { setTimeout as sleep } from 'node:timers/promises';
import type { GroupAcknowledgement } from './log-store.ts';

/**
 * How far devices have stored their groups' logs, written seldom and only the latest: in a large group every
 * message is acknowledged by everybody. What a crash loses is sent again.
 */
export type CursorWriter = {
  note(acknowledgement: GroupAcknowledgement): void;
  /** Writes what is noted now. */
  flush(): Promise<void>;
};

export type CursorWriterOptions = {
  write(acknowledgements: readonly GroupAcknowledgement[]): Promise<void>;
  failed(error: unknown): void;
  readonly restMs: number;
};

const batchMax = 5000;

export function createCursorWriter({ write, failed, restMs }: CursorWriterOptions): CursorWriter {
  const noted = new Map<string, GroupAcknowledgement>();
  let writing: Promise<void> = Promise.resolve();
  let scheduled = false;

  const note = (acknowledgement: GroupAcknowledgement) => {
    const key = `${acknowledgement.reader.devicePk} ${acknowledgement.groupId}`;
    const known = noted.get(key);
    if (known !== undefined && known.through >= acknowledgement.through) return;
    noted.set(key, acknowledgement);
    if (scheduled) return;
    scheduled = true;
    void sleep(restMs, undefined, { ref: false }).then(() => {
      scheduled = false;
      return flush().catch(failed);
    });
  };
  const flush = () => {
    const turn = writing.then(writeNoted);
    writing = turn.catch(() => {});
    return turn;
  };
  const writeNoted = async () => {
    while (noted.size > 0) {
      const batch = [...noted.values()].slice(0, batchMax);
      for (const { reader, groupId } of batch) noted.delete(`${reader.devicePk} ${groupId}`);
      try {
        await write(batch);
      } catch (error) {
        for (const acknowledgement of batch) note(acknowledgement);
        throw error;
      }
    }
  };
  return { note, flush };
}
