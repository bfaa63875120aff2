import { AwsClient } from 'aws4fetch';

export type S3Settings = {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
};

/** What is used of an S3-compatible object store. Keys are our own: letters, digits, `-` and `/`. */
export type S3Client = {
  put(key: string, bytes: Uint8Array): Promise<void>;
  get(key: string): Promise<Uint8Array>;
  /** Bytes `from` to `to` (exclusive) as they come. */
  getRange(key: string, from: number, to: number): Promise<ReadableStream<Uint8Array>>;
  remove(key: string): Promise<void>;
  beginMultipart(key: string): Promise<string>;
  /** Returns what has to be named again at the end. */
  putPart(key: string, uploadId: string, number: number, bytes: Uint8Array): Promise<string>;
  endMultipart(key: string, uploadId: string, parts: readonly string[]): Promise<void>;
  abortMultipart(key: string, uploadId: string): Promise<void>;
  /** Keys that begin with `prefix`, a page at a time. */
  list(prefix: string): AsyncGenerator<readonly { key: string; modified: Date }[]>;
};

/** The object store said no, or nothing. */
export class S3Error extends Error {
  override readonly name = 'S3Error';
  readonly status: number;

  constructor(action: string, status: number) {
    super(`${action}: ${status}`);
    this.status = status;
  }
}

const attempts = 4;

export function s3Client({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Settings): S3Client {
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries: attempts });
  const base = `${endpoint.replace(/\/+$/, '')}/${bucket}`;

  async function call(action: string, path: string, init: RequestInit, expected: readonly number[]) {
    const answer = await client.fetch(`${base}${path}`, init).catch(() => {
      throw new S3Error(action, 503);
    });
    if (expected.includes(answer.status)) return answer;
    await answer.body?.cancel();
    throw new S3Error(action, answer.status);
  }
  const done = async (answer: Response) => {
    await answer.body?.cancel();
  };
  const part = (key: string, uploadId: string, more = '') =>
    `/${key}?${more}uploadId=${encodeURIComponent(uploadId)}`;

  return {
    put: async (key, bytes) =>
      done(
        await call(
          'put',
          `/${key}`,
          { method: 'PUT', body: bytes as NonNullable<RequestInit['body']> },
          [200],
        ),
      ),
    async get(key) {
      const answer = await call('get', `/${key}`, { method: 'GET' }, [200]);
      return new Uint8Array(await answer.arrayBuffer());
    },
    async getRange(key, from, to) {
      const headers = { range: `bytes=${from}-${to - 1}` };
      const answer = await call('get-range', `/${key}`, { method: 'GET', headers }, [206]);
      if (answer.body === null) throw new S3Error('get-range', answer.status);
      return answer.body;
    },
    remove: async (key) => done(await call('remove', `/${key}`, { method: 'DELETE' }, [200, 204, 404])),
    async beginMultipart(key) {
      const answer = await call('begin-multipart', `/${key}?uploads`, { method: 'POST' }, [200]);
      const uploadId = textIn(await answer.text(), 'UploadId');
      if (uploadId === undefined) throw new S3Error('begin-multipart', answer.status);
      return uploadId;
    },
    async putPart(key, uploadId, number, bytes) {
      const init = { method: 'PUT', body: bytes as NonNullable<RequestInit['body']> };
      const answer = await call('put-part', part(key, uploadId, `partNumber=${number}&`), init, [200]);
      const etag = answer.headers.get('etag');
      await done(answer);
      if (etag === null) throw new S3Error('put-part', answer.status);
      return etag;
    },
    async endMultipart(key, uploadId, parts) {
      const listed = parts
        .map((etag, i) => `<Part><PartNumber>${i + 1}</PartNumber><ETag>${escaped(etag)}</ETag></Part>`)
        .join('');
      const body = `<CompleteMultipartUpload>${listed}</CompleteMultipartUpload>`;
      const answer = await call('end-multipart', part(key, uploadId), { method: 'POST', body }, [200]);
      // This one can fail after it has said 200.
      if (/<Error>/.test(await answer.text())) throw new S3Error('end-multipart', 500);
    },
    // 405, 501: a store without this collects what was given up by itself.
    abortMultipart: async (key, uploadId) =>
      done(
        await call('abort-multipart', part(key, uploadId), { method: 'DELETE' }, [200, 204, 404, 405, 501]),
      ),
    async *list(prefix) {
      for (let token: string | undefined = ''; token !== undefined; ) {
        const after: string = token === '' ? '' : `&continuation-token=${encodeURIComponent(token)}`;
        const query = `/?list-type=2&prefix=${encodeURIComponent(prefix)}${after}`;
        const text = await (await call('list', query, { method: 'GET' }, [200])).text();
        yield [...text.matchAll(/<Contents>(.*?)<\/Contents>/gs)].map(([, entry = '']) => ({
          key: textIn(entry, 'Key') ?? '',
          modified: new Date(textIn(entry, 'LastModified') ?? Date.now()),
        }));
        token = textIn(text, 'NextContinuationToken');
      }
    },
  };
}

/** The text of the first element of that name. What is read here holds no markup. */
function textIn(xml: string, element: string): string | undefined {
  const found = new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];
  return found?.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
