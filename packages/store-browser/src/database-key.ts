const databaseName = 'sotto-keys';
const storeName = 'keys';
const entry = 'database';

type KeyEntry = { wrapping: CryptoKey; nonce: Uint8Array<ArrayBuffer>; wrapped: Uint8Array<ArrayBuffer> };

/**
 * The key the database is sealed under: 32 random bytes, kept wrapped under an AES-GCM key that the
 * browser never gives out (REQ-W4). A copy of the profile's files without the browser's own key store
 * opens nothing.
 */
export async function loadDatabaseKey(): Promise<Uint8Array<ArrayBuffer>> {
  const database = await openKeys();
  try {
    const known = await read(database);
    if (known !== undefined) return await unwrap(known);
    const key = crypto.getRandomValues(new Uint8Array(32));
    await write(database, await wrap(key));
    return key;
  } finally {
    database.close();
  }
}

/** Forgets the key: whatever was sealed under it is noise from then on. */
export function destroyDatabaseKey(): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.deleteDatabase(databaseName);
    request.onsuccess = () => resolve();
    request.onblocked = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

async function wrap(key: Uint8Array<ArrayBuffer>): Promise<KeyEntry> {
  const wrapping = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
    'encrypt',
    'decrypt',
  ]);
  const nonce = crypto.getRandomValues(new Uint8Array(12));
  const wrapped = await crypto.subtle.encrypt({ name: 'AES-GCM', iv: nonce }, wrapping, key);
  return { wrapping, nonce, wrapped: new Uint8Array(wrapped) };
}

async function unwrap({ wrapping, nonce, wrapped }: KeyEntry): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.decrypt({ name: 'AES-GCM', iv: nonce }, wrapping, wrapped));
}

function openKeys(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function read(database: IDBDatabase): Promise<KeyEntry | undefined> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(storeName).objectStore(storeName).get(entry);
    request.onsuccess = () => resolve(request.result as KeyEntry | undefined);
    request.onerror = () => reject(request.error);
  });
}

/** Strict: a database sealed under a key that was lost with the power is lost too. */
function write(database: IDBDatabase, value: KeyEntry): Promise<void> {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite', { durability: 'strict' });
    transaction.objectStore(storeName).put(value, entry);
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}
