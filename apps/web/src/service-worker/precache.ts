export type PrecacheEntry = { readonly url: string; readonly revision: string | null };

/** One cache a version: its name changes when any file does (FNV-1a over names and revisions). */
export function precacheName(files: readonly PrecacheEntry[]): string {
  let hash = 0x811c9dc5;
  for (const { url, revision } of files) {
    for (const character of `${url} ${revision ?? ''}\n`) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193) >>> 0;
    }
  }
  return `sotto-${files.length}-${hash.toString(16)}`;
}

/** Each file once: one path twice would make the whole installation fail. */
export function precachePaths(files: readonly PrecacheEntry[]): readonly string[] {
  return [...new Set(files.map(({ url }) => `/${url.replace(/^\//, '')}`))];
}
