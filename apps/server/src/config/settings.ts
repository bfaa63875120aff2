import { choice, origin, text, wholeNumber, yesOrNo } from './setting.ts';

const anything = /^.+$/s;

/** Every setting of the server. `--help` prints this table; nothing else reads the environment. */
export const settings = {
  port: wholeNumber('SOTTO_PORT', 8091, 'port of the web app, the API and the sockets', {
    min: 0,
    max: 65_535,
  }),
  host: text(
    'SOTTO_HOST',
    '127.0.0.1',
    'address to listen on; outside this machine it needs TLS',
    /^[\w.:-]+$/,
    'an address',
  ),
  dataDir: text('SOTTO_DATA_DIR', './data', 'folder of the database and the secrets', anything, 'a folder'),
  databaseUrl: text(
    'DATABASE_URL',
    null,
    'an outside PostgreSQL (15 or newer) instead of the embedded one; its user owns the tables',
    /^postgres(ql)?:\/\/.+/,
    'a postgres:// address',
  ),
  databaseApiUrl: text(
    'SOTTO_DATABASE_API_URL',
    null,
    'second login for an outside PostgreSQL where DATABASE_URL may not create roles',
    /^postgres(ql)?:\/\/.+/,
    'a postgres:// address',
  ),
  publicUrl: origin(
    'SOTTO_PUBLIC_URL',
    'address that people use; in invite links. https behind a reverse proxy',
  ),
  allowedOrigins: text(
    'SOTTO_ALLOWED_ORIGINS',
    null,
    'further origins whose pages may connect, separated by commas',
    anything,
    'origins separated by commas',
  ),
  trustProxy: yesOrNo(
    'SOTTO_TRUST_PROXY',
    false,
    'a reverse proxy on this machine sets X-Forwarded-For and ends TLS',
  ),
  tlsCert: text(
    'SOTTO_TLS_CERT',
    null,
    'certificate chain file (PEM); with SOTTO_TLS_KEY the server speaks TLS itself',
    anything,
    'a file',
  ),
  tlsKey: text('SOTTO_TLS_KEY', null, 'private key file (PEM)', anything, 'a file'),
  tlsMinVersion: choice('SOTTO_TLS_MIN_VERSION', 'TLSv1.3', 'oldest TLS version spoken', [
    'TLSv1.3',
    'TLSv1.2',
  ]),
  logLevel: choice('SOTTO_LOG_LEVEL', 'info', 'how much is logged; never anything a person typed', [
    'fatal',
    'error',
    'warn',
    'info',
    'debug',
    'silent',
  ]),
  metricsToken: text(
    'SOTTO_METRICS_TOKEN',
    null,
    'bearer token for /metrics; without it only this machine may read them',
    /^\S{16,}$/,
    'at least 16 characters',
  ),
  sessionIdleDays: wholeNumber(
    'SOTTO_SESSION_IDLE_DAYS',
    90,
    'a session that was not used for so long ends',
    { min: 1, max: 3650 },
  ),
  envelopeDays: wholeNumber('SOTTO_ENVELOPE_DAYS', 30, 'how long a message waits for an offline device', {
    min: 1,
    max: 365,
  }),
  mailboxMessagesMax: wholeNumber(
    'SOTTO_MAILBOX_MESSAGES_MAX',
    100_000,
    'messages that can wait for one device',
    { min: 100, max: 10_000_000 },
  ),
  connectionsMax: wholeNumber('SOTTO_CONNECTIONS_MAX', 20_000, 'sockets in all', { min: 1, max: 1_000_000 }),
  connectionsPerAddressMax: wholeNumber(
    'SOTTO_CONNECTIONS_PER_ADDRESS_MAX',
    2000,
    'sockets from one address',
    { min: 1, max: 1_000_000 },
  ),
  webApp: yesOrNo(
    'SOTTO_WEB_APP',
    true,
    'serve the web app, built at the start when its sources have changed; a node behind a balancer may serve the API alone',
  ),
  rateFactor: wholeNumber('SOTTO_RATE_FACTOR', 1, 'multiplies every rate limit', { min: 1, max: 100_000 }),
  databaseConnections: wholeNumber('SOTTO_DATABASE_CONNECTIONS', 12, 'connections to the database', {
    min: 4,
    max: 200,
  }),
} as const;
