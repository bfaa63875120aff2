import type pg from 'pg';
import type { Actor } from './actor.ts';

/** What a store may do inside a transaction: run statements with named columns and placeholders. */
export type Transaction = Pick<pg.ClientBase, 'query'>;

/**
 * The only way to the tables. Every transaction runs as the API's database role, which owns nothing; the
 * row-level policies show it the rows of the actor it was opened for.
 */
export type Database = {
  /** One transaction in the name of an account. */
  asActor<Result>(actor: Actor, run: (tx: Transaction) => Promise<Result>): Promise<Result>;
  /** One transaction in nobody's name: sees only what its narrow functions give. */
  asNobody<Result>(run: (tx: Transaction) => Promise<Result>): Promise<Result>;
  close(): Promise<void>;
};

export function createDatabase(pool: pg.Pool): Database {
  const within = async <Result>(
    begin: string,
    run: (tx: Transaction) => Promise<Result>,
  ): Promise<Result> => {
    const client = await pool.connect();
    let broken: Error | undefined;
    // The pool listens only to idle clients: without this, a database that dies takes the server with it.
    const lost = (error: Error) => {
      broken = error;
    };
    client.on('error', lost);
    try {
      await client.query(begin);
      const result = await run(client);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failure: Error) => {
        broken = failure;
      });
      throw error;
    } finally {
      client.off('error', lost);
      client.release(broken);
    }
  };
  return {
    asActor: (actor, run) => within(`begin; ${settingsOf(actor)}`, run),
    asNobody: (run) => within('begin', run),
    close: () => pool.end(),
  };
}

/** One round trip with `begin`. The values come from a verified token; their forms are checked all the same. */
function settingsOf(actor: Actor): string {
  return `set local sotto.account_id = '${plain(actor.accountId)}'; set local sotto.device_id = '${plain(actor.deviceId)}'; set local sotto.role = '${plain(actor.role)}'`;
}

function plain(value: string): string {
  if (!/^[A-Za-z0-9_-]+$/.test(value)) throw new Error('an actor setting has an unexpected form');
  return value;
}
