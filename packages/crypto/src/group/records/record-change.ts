/** One record of a stored group: its new content, or `null` when it goes. Names are unique within a group. */
export type RecordChange = { readonly key: string; readonly value: Uint8Array | null };
