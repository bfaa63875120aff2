import { expect, test } from 'vitest';
import type { SqlStore } from '../src/platform/sql-store.ts';
import { migrate } from '../src/store/migrations.ts';

/**
 * What every store promises: each adapter runs this. `reopen` closes the store and opens the same one
 * again; `null` for a store that keeps nothing.
 */
export function storeContract(
  name: string,
  open: () => Promise<SqlStore>,
  reopen: ((store: SqlStore) => Promise<SqlStore>) | null,
): void {
  const table = 'create table t (id integer primary key, name text, data blob) strict';

  test(`${name}: keeps null, numbers, text and bytes as they are`, async () => {
    const store = await open();
    store.run(table);
    const data = new Uint8Array([0, 255, 7]);
    store.run('insert into t values (?, ?, ?)', [2 ** 52, 'naïve 🙂 \u202e', data]);
    store.run('insert into t values (?, ?, ?)', [-1, null, null]);
    const rows = store.all('select * from t order by id');
    expect(rows).toEqual([
      { id: -1, name: null, data: null },
      { id: 2 ** 52, name: 'naïve 🙂 \u202e', data },
    ]);
    expect(Object.getPrototypeOf(rows[1]?.['data'])).toBe(Uint8Array.prototype);
    store.close();
  });

  test(`${name}: says how many rows a statement changed`, async () => {
    const store = await open();
    store.run(table);
    expect(store.run('insert into t (id) values (1), (2), (3)')).toBe(3);
    expect(store.run('delete from t where id > ?', [1])).toBe(2);
    expect(store.run('delete from t where id > ?', [1])).toBe(0);
    store.close();
  });

  test(`${name}: a transaction that throws leaves nothing behind`, async () => {
    const store = await open();
    store.run(table);
    expect(() =>
      store.transaction(() => {
        store.run('insert into t (id) values (1)');
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(store.all('select * from t')).toEqual([]);
    store.transaction(() => store.run('insert into t (id) values (2)'));
    expect(store.all('select id from t')).toEqual([{ id: 2 }]);
    store.close();
  });

  test(`${name}: an inner transaction belongs to the outer one`, async () => {
    const store = await open();
    store.run(table);
    expect(() =>
      store.transaction(() => {
        store.transaction(() => store.run('insert into t (id) values (1)'));
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(store.all('select * from t')).toEqual([]);
    store.close();
  });

  test(`${name}: the schema is made once and stays`, async () => {
    const store = await open();
    expect(migrate(store).from).toBe(0);
    expect(migrate(store).from).toBe(migrate(store).to);
    store.close();
  });

  test(`${name}: a database of a newer version is refused`, async () => {
    const store = await open();
    store.run('pragma user_version = 1000');
    expect(() => migrate(store)).toThrow('newer version');
    store.close();
  });

  if (reopen === null) return;
  test(`${name}: what was committed is there after it is opened again`, async () => {
    let store = await open();
    expect(store.persistent).toBe(true);
    store.run(table);
    store.transaction(() => store.run('insert into t (id, name) values (1, ?)', ['kept']));
    store = await reopen(store);
    expect(store.all('select name from t')).toEqual([{ name: 'kept' }]);
    store.close();
  });
}
