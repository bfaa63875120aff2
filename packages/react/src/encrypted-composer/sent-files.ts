import type { ConversationId, FilePart, SottoClient, Timeline } from '@sotto/client';

/** A message that files became. */
export type SentFiles = { readonly messageId: string; readonly files: readonly FilePart[] };

type AwaitedFiles = {
  readonly uploadId: string;
  readonly conversationId: ConversationId;
  readonly threadId: string | undefined;
  readonly count: number;
  /** When they were chosen, Unix milliseconds. */
  readonly since: number;
};

/** Calls back once when an upload has become a message. Returns how to stop waiting: it may be cancelled. */
export function awaitSentFiles(
  client: SottoClient,
  awaited: AwaitedFiles,
  onSent: (sent: SentFiles) => void,
): () => void {
  const { uploadId, conversationId, threadId } = awaited;
  const handle = client.openTimeline(conversationId, threadId === undefined ? {} : { threadId });
  let sizes: string | null = null;
  const look = () => {
    const upload = client.uploads.current.find((one) => one.uploadId === uploadId);
    if (upload !== undefined) {
      sizes = sizesOf(upload.files);
      return;
    }
    const sent = findSent(handle.timeline.current, awaited, sizes);
    if (sent === null) return;
    stop();
    onSent(sent);
  };
  const release = [client.uploads.subscribe(look), handle.timeline.subscribe(look)];
  const stop = () => {
    for (const one of release) one();
    handle.close();
  };
  return stop;
}

function findSent(
  { items }: Timeline,
  { since, count }: AwaitedFiles,
  sizes: string | null,
): SentFiles | null {
  for (const item of items.toReversed()) {
    if (item.kind !== 'message' || !item.mine || item.at < since) continue;
    const files = item.parts.filter((part) => part.kind === 'file');
    if (files.length !== count || (sizes !== null && sizesOf(files) !== sizes)) continue;
    return { messageId: item.id, files };
  }
  return null;
}

function sizesOf(files: readonly { readonly bytes: number }[]): string {
  return files.map((file) => file.bytes).join();
}
