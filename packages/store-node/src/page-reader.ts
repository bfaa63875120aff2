import { lookup as resolveName } from 'node:dns';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { PageReader } from '@sotto/client/platform';
import { isPublicAddress } from './public-address.ts';

type Limits = Parameters<PageReader>[1];

const redirectsMax = 3;

/**
 * Fetches the beginning of a page, for somebody who wants to send its preview along. A program that runs
 * inside a network must not be led to what is inside it: only public addresses are connected to, also behind
 * a redirect, and the address that was checked is the one that is used.
 *
 * @param options.privateAddresses connect to those as well: for tests, and for pages of one's own network.
 */
export function nodePageReader(options: { readonly privateAddresses?: boolean } = {}): PageReader {
  const allowPrivate = options.privateAddresses === true;
  return async (url, limits) => {
    let at = url;
    for (let hops = 0; hops <= redirectsMax; hops++) {
      const answer = await ask(at, limits, allowPrivate).catch(() => null);
      if (answer === null) return null;
      if (answer.kind === 'page') return answer.page;
      at = answer.to;
    }
    return null;
  };
}

type Answer =
  | { readonly kind: 'page'; readonly page: Awaited<ReturnType<PageReader>> }
  | { readonly kind: 'elsewhere'; readonly to: string };

function ask(url: string, limits: Limits, allowPrivate: boolean): Promise<Answer | null> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const isWeb = target.protocol === 'https:' || target.protocol === 'http:';
  if (!isWeb || target.username !== '' || target.password !== '') return Promise.resolve(null);
  // A literal address is never looked up, so it is checked here.
  if (isIP(host) !== 0 && !allowPrivate && !isPublicAddress(host)) return Promise.resolve(null);
  return new Promise((resolve, reject) => {
    const open = target.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = open(target, {
      lookup: allowPrivate ? undefined : publicLookup,
      agent: false,
      timeout: limits.timeoutMs,
      signal: AbortSignal.timeout(limits.timeoutMs),
      headers: { accept: limits.accept, 'accept-encoding': 'identity', 'user-agent': 'Sotto link preview' },
    });
    request.on('error', reject);
    request.on('timeout', () => request.destroy(new Error('too slow')));
    request.on('response', (response) => {
      take(response, target, limits).then(resolve, reject);
    });
    request.end();
  });
}

async function take(response: IncomingMessage, url: URL, limits: Limits): Promise<Answer | null> {
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.destroy();
    return { kind: 'elsewhere', to: new URL(headers.location, url).href };
  }
  if (statusCode !== 200) {
    response.destroy();
    return null;
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  let cut = false;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    const room = limits.maxBytes - length;
    chunks.push(chunk.subarray(0, room));
    length += Math.min(chunk.length, room);
    if (chunk.length > room) {
      cut = true;
      response.destroy();
      break;
    }
  }
  const contentType = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const bytes = new Uint8Array(Buffer.concat(chunks));
  return { kind: 'page', page: { url: url.href, contentType, bytes, cut } };
}

/** Resolves a name, and refuses one that leads anywhere else than outside. */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolveName(hostname, { ...options, all: true }, (error, addresses) => {
    if (error !== null) return callback(error, '');
    const [first] = addresses;
    if (first === undefined || !addresses.every(({ address }) => isPublicAddress(address))) {
      return callback(Object.assign(new Error('not a public address'), { code: 'ENOTFOUND' }), '');
    }
    if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};
