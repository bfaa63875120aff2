import { UsageError } from '../command.ts';

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The origin of a server. Anything but loopback must be https: an access token never travels in clear. */
export function parseServerUrl(text: string): string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new UsageError(`not the address of a server: ${text}`);
  }
  if (url.protocol === 'http:' && !loopback.test(url.hostname)) {
    throw new UsageError('the address must begin with https://, except on this machine');
  }
  return url.origin;
}

/** Server and secret of an invite link such as `https://chat.example/#/invite/SECRET`. */
export function parseInviteLink(link: string): { serverUrl: string; token: string } {
  const token = /[/=]([A-Za-z0-9_-]{43})$/.exec(link)?.[1];
  if (token === undefined) throw new UsageError('not an invite link');
  return { serverUrl: parseServerUrl(link), token };
}
