import { choice, list, origin, text, wholeNumber, yesOrNo } from './setting.ts';

const anything = /^.+$/s;
const gibibyte = 1024 ** 3;

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
  dataDir: text(
    'SOTTO_DATA_DIR',
    './data',
    'folder of the database, the files and the secrets',
    anything,
    'a folder',
  ),
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
  groupMembersMax: wholeNumber('SOTTO_GROUP_MEMBERS_MAX', 1500, 'devices that can be in one group', {
    min: 2,
    max: 5000,
  }),
  hybridGroupDevicesMax: wholeNumber(
    'SOTTO_HYBRID_GROUP_DEVICES_MAX',
    200,
    'new groups of up to so many devices are post-quantum hybrid; clients take no less than 200 for it',
    { min: 200, max: 5000 },
  ),
  groupsPerAccountMax: wholeNumber('SOTTO_GROUPS_PER_ACCOUNT_MAX', 1000, 'groups one person can have made', {
    min: 1,
    max: 1_000_000,
  }),
  groupEventsMax: wholeNumber(
    'SOTTO_GROUP_EVENTS_MAX',
    500_000,
    'messages kept in one group for devices that have not fetched them',
    { min: 100, max: 100_000_000 },
  ),
  fileBytesMax: wholeNumber('SOTTO_FILE_BYTES_MAX', 5 * gibibyte, 'bytes of the largest file', {
    min: 1024 * 1024,
    max: 1024 * gibibyte,
  }),
  fileBytesPerAccount: wholeNumber(
    'SOTTO_FILE_BYTES_PER_ACCOUNT',
    100 * gibibyte,
    'bytes of files one person can have at the server; 0: no limit',
    { min: 0, max: 2 ** 50 },
  ),
  fileBytesTotal: wholeNumber(
    'SOTTO_FILE_BYTES_TOTAL',
    0,
    'bytes of files all together can have at the server; 0: as many as fit',
    { min: 0, max: 2 ** 50 },
  ),
  diskReserveBytes: wholeNumber(
    'SOTTO_DISK_RESERVE_BYTES',
    2 * gibibyte,
    'bytes of the disk that files leave free: below, uploads wait and messages still come through',
    { min: 0, max: 2 ** 50 },
  ),
  fileDays: wholeNumber('SOTTO_FILE_DAYS', 0, 'how long files are kept; 0: until they are deleted', {
    min: 0,
    max: 36_500,
  }),
  uploadHours: wholeNumber('SOTTO_UPLOAD_HOURS', 48, 'how long an upload may rest before it is given up', {
    min: 1,
    max: 8760,
  }),
  blockedExtensions: list(
    'SOTTO_BLOCKED_EXTENSIONS',
    'bat,cmd,com,cpl,exe,hta,js,jse,lnk,msc,msi,ps1,scr,vbe,vbs,wsf',
    'kinds of files that clients do not send or save, by the ends of their names; none: all are allowed',
    /^[a-z0-9]{1,16}$/,
    'ends of file names such as exe',
  ),
  blobsS3Endpoint: origin(
    'SOTTO_BLOBS_S3_ENDPOINT',
    'an S3-compatible object store that keeps the files, instead of the data folder',
  ),
  blobsS3Bucket: text(
    'SOTTO_BLOBS_S3_BUCKET',
    null,
    'its bucket, used for nothing else',
    /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
    'the name of a bucket',
  ),
  blobsS3Region: text('SOTTO_BLOBS_S3_REGION', 'us-east-1', 'its region', /^[a-z0-9-]{1,40}$/, 'a region'),
  blobsS3AccessKeyId: text(
    'SOTTO_BLOBS_S3_ACCESS_KEY_ID',
    null,
    'who the server is to it',
    anything,
    'a key id',
  ),
  blobsS3SecretAccessKey: text(
    'SOTTO_BLOBS_S3_SECRET_ACCESS_KEY',
    null,
    'and how it proves that',
    anything,
    'a secret key',
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
