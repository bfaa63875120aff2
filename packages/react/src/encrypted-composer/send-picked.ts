import { ClientError, type ConversationId, type SottoClient } from '@sotto/client';

export type FileRefusalCode = 'file-too-large' | 'file-blocked' | 'file-unreadable' | 'other';

type Sending =
  | { readonly kind: 'on-its-way'; readonly uploadId: string }
  | { readonly kind: 'refused'; readonly code: FileRefusalCode };

/** Files a person chose, to one conversation or one of its threads. */
export async function sendPicked(
  client: SottoClient,
  conversationId: ConversationId,
  files: readonly File[],
  threadId: string | undefined,
): Promise<Sending> {
  try {
    const { uploadId } = await client.sendFiles(
      conversationId,
      files.map((file) => ({ file })),
      { requestId: crypto.randomUUID(), ...(threadId === undefined ? {} : { threadId }) },
    );
    return { kind: 'on-its-way', uploadId };
  } catch (error) {
    return { kind: 'refused', code: codeOf(error) };
  }
}

function codeOf(error: unknown): FileRefusalCode {
  if (!(error instanceof ClientError)) return 'other';
  const { code } = error;
  return code === 'file-too-large' || code === 'file-blocked' || code === 'file-unreadable' ? code : 'other';
}
