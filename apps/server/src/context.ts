import type { Incarnation } from '@sotto/protocol';
import type pg from 'pg';
import type { Config } from './config/config.ts';
import type { Secrets } from './config/secrets.ts';
import type { Database } from './db/database.ts';
import type { Log } from './log.ts';
import type { Metrics } from './metrics.ts';
import type { ServerEvents } from './server-events.ts';
import type { AccessTokens } from './sessions/access-tokens.ts';
import type { LoginThrottle } from './sessions/login-throttle.ts';
import type { Opaque } from './sessions/opaque.ts';
import type { RefreshTokens } from './sessions/refresh-tokens.ts';

/** Everything a feature of the server may use, made once at the start. */
export type Context = {
  readonly config: Config;
  readonly secrets: Secrets;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly database: Database;
  readonly pool: pg.Pool;
  readonly tokens: AccessTokens;
  readonly refreshTokens: RefreshTokens;
  readonly loginThrottle: LoginThrottle;
  readonly opaque: Opaque;
  readonly events: ServerEvents;
  /** What the database calls itself since it was made or restored (REQ-D2). */
  readonly incarnation: Incarnation;
  /** The address of links, known once the port is. */
  readonly publicUrl: () => string;
};
