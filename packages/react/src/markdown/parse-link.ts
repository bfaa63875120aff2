import { misleads, safeHref } from './safe-href.ts';

const labelMax = 200;
const addressMax = 2048;
const bareLink = /(?:https?:\/\/|mailto:|www\.)[^\s<>"`]{1,2048}/iy;
const trailing = /[.,;:!?'"*_~。，、！？；：]/;

type Found = { readonly href: string; readonly label: string; readonly end: number };

/** `[label](address)` at `from`; null when it is not one, leads nowhere safe or says another site. */
export function labelledLink(source: string, from: number): Found | null {
  const close = source.slice(from, from + labelMax + 1).indexOf('](');
  if (close < 2) return null;
  const label = source.slice(from + 1, from + close);
  if (label.includes('\n')) return null;
  const addressFrom = from + close + 2;
  const length = source.slice(addressFrom, addressFrom + addressMax + 1).indexOf(')');
  if (length < 1) return null;
  const href = safeHref(source.slice(addressFrom, addressFrom + length));
  if (href === null || misleads(label, href)) return null;
  return { href, label, end: addressFrom + length + 1 };
}

const mentioned = /^sotto:(?:person\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})|everyone)$/;

type Mentioned = { readonly accountId: string | null; readonly label: string; readonly end: number };

/** `[@label](sotto:person/<account id>)` or `[@label](sotto:everyone)` at `from`; null when it is neither. */
export function mentionAt(source: string, from: number): Mentioned | null {
  const close = source.slice(from, from + labelMax + 1).indexOf('](');
  if (close < 2) return null;
  const label = source.slice(from + 1, from + close);
  const rest = source.slice(from + close + 2, from + close + 2 + 64);
  const match = mentioned.exec(rest.slice(0, Math.max(0, rest.indexOf(')'))));
  if (match === null || label.includes('\n')) return null;
  return { accountId: match[1] ?? null, label, end: from + close + 3 + match[0].length };
}

/** An address written out at `from`, without the punctuation of the sentence around it. */
export function bareAddress(source: string, from: number): Found | null {
  bareLink.lastIndex = from;
  const match = bareLink.exec(source)?.[0];
  if (match === undefined) return null;
  const label = withoutTail(match);
  const href = safeHref(/^www\./i.test(label) ? `https://${label}` : label);
  return href === null ? null : { href, label, end: from + label.length };
}

/** Drops trailing punctuation, and brackets that were opened before the address. */
function withoutTail(address: string): string {
  let open = 0;
  for (const character of address) if (character === '(') open++;
  for (const character of address) if (character === ')') open--;
  let end = address.length;
  for (;;) {
    const last = address.charAt(end - 1);
    if (last === ')' && open < 0) open++;
    else if (!trailing.test(last) && last !== ']' && last !== '}') return address.slice(0, end);
    end--;
  }
}
