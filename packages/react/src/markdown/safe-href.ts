const protocols = new Set(['https:', 'http:', 'mailto:']);
const lengthMax = 2048;

/** The address a link may lead to, or null (REQ-C1): web and mail only, no credentials, no tricks. */
export function safeHref(address: string): string | null {
  if (address.length > lengthMax || /[\s\p{Cc}\p{Cf}]/u.test(address)) return null;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  if (!protocols.has(url.protocol) || url.username !== '' || url.password !== '') return null;
  return url.href;
}

/** Whether a label names one site while its link leads to another. */
export function misleads(label: string, href: string): boolean {
  const named = /^\s*(?:[a-z]+:\/\/)?((?:[\p{L}\p{N}-]+\.)+\p{L}{2,})(?:[/:?#]|\s*$)/iu.exec(label)?.[1];
  if (named === undefined) return false;
  const bare = (host: string) => host.toLowerCase().replace(/^www\./, '');
  return bare(named) !== bare(new URL(href).hostname);
}
