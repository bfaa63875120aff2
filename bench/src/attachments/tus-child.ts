import { createReadStream, statSync } from 'node:fs';
import { Upload } from 'tus-js-client';
import { serveRequests } from './serve-requests.ts';

/** Uploads a file as it is, with the client of the tus project. */
const [endpoint] = process.argv.slice(2) as [string];
console.log(JSON.stringify({ ready: true }));

await serveRequests(
  ({ path }) =>
    new Promise<void>((resolve, reject) => {
      const upload = new Upload(createReadStream(path as string), {
        endpoint,
        uploadSize: statSync(path as string).size,
        chunkSize: 8 * 1024 * 1024,
        retryDelays: [],
        onSuccess: () => resolve(),
        onError: reject,
      });
      upload.start();
    }),
);
