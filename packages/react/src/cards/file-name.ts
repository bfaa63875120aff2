import { safeName } from '../text/safe-name.ts';

/** What a system could take for a path, a pattern or a device. */
const unfit = /[/\\:*?"<>|~%]/g;
/** A name that begins with a dot is hidden; one that ends with one loses it. */
const outerDots = /^[.\s]+|[.\s]+$/g;

/** A file name made of what somebody else wrote. */
export function fileNameOf(title: string, fallback: string, extension: string): string {
  const name = safeName(title).replace(unfit, ' ').replace(/\s+/g, ' ').slice(0, 60).replace(outerDots, '');
  return `${name === '' ? fallback : name}.${extension}`;
}
