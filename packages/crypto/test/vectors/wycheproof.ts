import { has } from './vector-files.ts';

/** One case of any Wycheproof file; what else it has depends on the file's schema. */
export type WycheproofCase = {
  readonly tcId: number;
  readonly flags: readonly string[];
  readonly result: 'valid' | 'invalid' | 'acceptable';
};

export type WycheproofFile<Group, Case extends WycheproofCase> = {
  readonly algorithm: string;
  readonly testGroups: readonly (Group & { readonly tests: readonly Case[] })[];
};

/** Whether a file is Wycheproof's, of this kind of group and, where named, one of these algorithms. */
export function isWycheproof(json: unknown, groupType: string, algorithms?: readonly string[]): boolean {
  if (!has(json, 'algorithm', 'testGroups')) return false;
  const groups = json['testGroups'] as { type?: string }[];
  if (groups[0]?.type !== groupType) return false;
  return algorithms === undefined || algorithms.includes(String(json['algorithm']));
}

/** Every case with its group. */
export function* casesOf<Group, Case extends WycheproofCase>(
  file: WycheproofFile<Group, Case>,
): Generator<{ group: Group; vector: Case }> {
  for (const group of file.testGroups) for (const vector of group.tests) yield { group, vector };
}
