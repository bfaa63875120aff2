import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { blobLengthOf } from '@sotto/crypto/public';
import { type AccountId, BlobId, encodeBase64 } from '@sotto/protocol';
import { type BlobAudience, offsetStreamType, routes, tusVersion } from '@sotto/protocol/http';
import { pathOf, requestRoute, type WireAccount } from '@sotto/testing';

/** A blob as its uploader has it; the server cannot tell these bytes from ciphertext. */
export type TestBlob = {
  readonly blobId: BlobId;
  readonly bytes: Buffer;
  readonly capability: Buffer;
};

export function newBlob(fileBytes = 3000): TestBlob {
  return {
    blobId: BlobId.parse(randomUUID()),
    bytes: randomBytes(blobLengthOf(fileBytes)),
    capability: randomBytes(32),
  };
}

export const forAccounts = (...accounts: readonly Pick<WireAccount, 'accountId'>[]): BlobAudience => ({
  kind: 'accounts',
  user_ids: accounts.map(({ accountId }) => accountId as AccountId),
});

export function announce(
  from: WireAccount,
  blob: TestBlob,
  audience: BlobAudience,
  change: Record<string, unknown> = {},
) {
  return requestRoute(from.url, routes.createBlob, {
    token: from.token,
    body: {
      blob_id: blob.blobId,
      length: blob.bytes.length,
      capability_hash: encodeBase64(createHash('sha256').update(blob.capability).digest()),
      audience,
      ...change,
    },
  });
}

type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly code: unknown;
};

/** Any request at a blob's address. */
export async function atBlob(
  from: WireAccount,
  blobId: string,
  init: RequestInit & { method: string },
): Promise<Answer> {
  const answer = await fetch(`${from.url}${pathOf(routes.downloadBlob, { blob_id: blobId })}`, {
    ...init,
    headers: { authorization: `Bearer ${from.token}`, ...(init.headers as Record<string, string>) },
  });
  const bytes = Buffer.from(await answer.arrayBuffer());
  const problem = answer.headers.get('content-type')?.includes('problem+json') === true && bytes.length > 0;
  const code = problem ? (JSON.parse(bytes.toString()) as { code: unknown }).code : undefined;
  return { status: answer.status, headers: answer.headers, bytes, code };
}

export const head = (from: WireAccount, { blobId }: TestBlob) =>
  atBlob(from, blobId, { method: 'HEAD', headers: { 'tus-resumable': tusVersion } });

export async function offsetOf(from: WireAccount, blob: TestBlob): Promise<number | undefined> {
  const offset = (await head(from, blob)).headers.get('upload-offset');
  return offset === null ? undefined : Number(offset);
}

/** Sends bytes `from` to `to` of a blob, said to stand at `claimed`. */
export function patch(
  account: WireAccount,
  blob: TestBlob,
  { from = 0, to = blob.bytes.length, claimed = from }: { from?: number; to?: number; claimed?: number } = {},
) {
  return atBlob(account, blob.blobId, {
    method: 'PATCH',
    body: blob.bytes.subarray(from, to) as Uint8Array<ArrayBuffer>,
    headers: {
      'tus-resumable': tusVersion,
      'content-type': offsetStreamType,
      'upload-offset': String(claimed),
    },
  });
}

export function download(from: WireAccount, blob: TestBlob, headers: Record<string, string> = {}) {
  return atBlob(from, blob.blobId, {
    method: 'GET',
    headers: { 'sotto-capability': encodeBase64(blob.capability), ...headers },
  });
}

/** Announced and sent whole. */
export async function uploaded(
  from: WireAccount,
  audience: BlobAudience,
  fileBytes?: number,
): Promise<TestBlob> {
  const blob = newBlob(fileBytes);
  const { status } = await announce(from, blob, audience);
  if (status !== 201) throw new Error(`announced: ${status}`);
  const sent = await patch(from, blob);
  if (sent.status !== 204) throw new Error(`sent: ${sent.status}`);
  return blob;
}
