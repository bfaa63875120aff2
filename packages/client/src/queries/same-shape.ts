/** Whether two plain values (objects, arrays, bytes, scalars) hold the same. */
export function sameShape(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (a instanceof Uint8Array || Array.isArray(a)) {
    const other = b as readonly unknown[];
    if (Object.getPrototypeOf(a) !== Object.getPrototypeOf(b) || a.length !== other.length) return false;
    return a.every((item, i) => sameShape(item, other[i]));
  }
  const keys = Object.keys(a);
  const others = b as Readonly<Record<string, unknown>>;
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameShape((a as Readonly<Record<string, unknown>>)[key], others[key]))
  );
}

/** `next`, or `before` in its place wherever both hold the same: what did not change stays the same object. */
export function keepIdentity<Value>(before: Value, next: Value): Value {
  if (sameShape(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) {
    const known = new Map<unknown, unknown>(before.map((item) => [keyOf(item), item]));
    return next.map((item) => {
      const old = known.get(keyOf(item));
      return old !== undefined && sameShape(old, item) ? old : item;
    }) as Value;
  }
  if (isPlain(before) && isPlain(next)) {
    const kept: Record<string, unknown> = {};
    for (const [key, value] of Object.entries(next)) kept[key] = keepIdentity(before[key], value);
    return kept as Value;
  }
  return next;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/** What names an entry of a list, so that it is recognised in another place. */
function keyOf(item: unknown): unknown {
  if (!isPlain(item)) return item;
  return item['id'] ?? item['conversationId'] ?? item['accountId'] ?? item;
}
