import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A text that cannot occur by chance. */
export function makeCanary(label: string): string {
  return `${label}${randomBytes(12).toString('hex')}`;
}

/** The forms in which a text could lie somewhere: bytes, two-byte characters, hexadecimal, base64 at any offset. */
export function formsOf(canary: string): Buffer[] {
  const bytes = Buffer.from(canary);
  const base64 = [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
    // The digits at both ends depend on the neighbours.
    return Buffer.from(text.slice(4, -4));
  });
  return [
    bytes,
    Buffer.from(canary, 'utf16le'),
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('hex').toUpperCase()),
    ...base64,
  ];
}

/** Whether a text occurs in these bytes in any of its forms. */
export function occursIn(canary: string, bytes: Buffer): boolean {
  return formsOf(canary).some((form) => bytes.includes(form));
}

/** The files below a folder in which a text occurs in any form. */
export function filesWith(canary: string, folder: string): string[] {
  const found: string[] = [];
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat === undefined) continue;
    if (stat.isDirectory()) found.push(...filesWith(canary, path));
    else if (stat.isFile() && occursIn(canary, readFileSync(path))) found.push(path);
  }
  return found;
}
