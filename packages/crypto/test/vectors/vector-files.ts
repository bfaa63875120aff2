import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { describe, test } from 'vitest';
import { CryptoError } from '../../src/primitives/index.ts';

/** The folder of published vectors: `SOTTO_VECTORS`, else the one beside the checkout. */
const root = resolve(
  process.env['SOTTO_VECTORS'] ??
    join(import.meta.dirname, '..', '..', '..', '..', '..', 'shared', 'vectors'),
);

type VectorFile = { readonly name: string; readonly json: unknown };

let cached: VectorFile[] | undefined;

function vectorFiles(): VectorFile[] {
  if (cached !== undefined) return cached;
  const names = existsSync(root)
    ? readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'))
    : [];
  cached = names.sort().map((name) => ({
    name: relative(root, join(root, name)),
    json: JSON.parse(readFileSync(join(root, name), 'utf8')) as unknown,
  }));
  return cached;
}

/**
 * One shape of vector file: how to recognise it, and how to run it. Every file of the folder that has the
 * shape runs, so more files need no code. `run` throws at the first wrong case and returns how many cases
 * it checked, and how many it left out and why.
 */
export type Shape<Json> = {
  readonly name: string;
  readonly recognises: (json: unknown, name: string) => boolean;
  readonly run: (json: Json) => Checked | Promise<Checked>;
};

type Checked = { readonly cases: number; readonly leftOut?: LeftOut };

/** Cases left out, counted by reason. */
export type LeftOut = ReadonlyMap<string, number>;

/** A test for each file of a shape; in CI a shape without any file fails. */
export function testShape<Json>(shape: Shape<Json>): void {
  describe(shape.name, () => {
    const files = vectorFiles().filter((file) => shape.recognises(file.json, file.name));
    if (files.length === 0) {
      const missing = `no file of this shape under ${root}: see vectors/SOURCES.md`;
      if (process.env['CI'] === undefined) test.skip(missing, () => {});
      else
        test('has a file', () => {
          throw new Error(missing);
        });
    }
    for (const file of files) {
      test(file.name, async () => {
        const { cases, leftOut } = await shape.run(file.json as Json);
        const omitted = [...(leftOut ?? [])].map(([reason, count]) => `${count} left out: ${reason}`);
        process.stdout.write(`${String(cases).padStart(6)} cases  ${[file.name, ...omitted].join('; ')}\n`);
        if (cases === 0 && (leftOut === undefined || leftOut.size === 0)) throw new Error('no case was run');
      });
    }
  });
}

/** The bytes of a hexadecimal string. */
export function hex(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Whether a value is an object with all of these members. */
export function has(json: unknown, ...members: string[]): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && members.every((member) => member in json);
}

/** Fails with the case's name unless both byte strings are equal. */
export function expectBytes(actual: Uint8Array, expected: string, what: string): void {
  const found = Buffer.from(actual).toString('hex');
  if (found !== expected.toLowerCase()) throw new Error(`${what}: expected ${expected}, got ${found}`);
}

/** Fails unless `condition` holds. */
export function expectThat(condition: boolean, what: string): void {
  if (!condition) throw new Error(what);
}

/** What `act` throws by its code; `undefined` when it does not throw. Anything that has no code passes through. */
export function refusal(act: () => unknown): string | undefined {
  try {
    act();
    return undefined;
  } catch (error) {
    if (error instanceof CryptoError) return error.code;
    throw error;
  }
}

/** Counts cases that are left out. */
export function tally(): { leftOut: Map<string, number>; leaveOut(reason: string): void } {
  const leftOut = new Map<string, number>();
  return { leftOut, leaveOut: (reason) => leftOut.set(reason, (leftOut.get(reason) ?? 0) + 1) };
}
