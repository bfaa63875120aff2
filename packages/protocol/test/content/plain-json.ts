/** A value as JSON can hold it: bytes as `{ "hex": ... }`. */
export function plainJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return { hex: Buffer.from(value).toString('hex') };
  if (value instanceof Map) return Object.fromEntries([...value].map(([key, one]) => [key, plainJson(one)]));
  if (Array.isArray(value)) return value.map(plainJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plainJson(one)]));
}
