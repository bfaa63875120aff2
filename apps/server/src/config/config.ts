import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { S3Settings } from '../blobs/storage/s3-client.ts';
import type { Setting } from './setting.ts';
import { settings } from './settings.ts';

type Values = {
  readonly [Name in keyof typeof settings]: (typeof settings)[Name] extends Setting<infer Value>
    ? Value | undefined
    : never;
};

/** The server's settings, read and checked once. */
export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly databaseApiUrl: string | undefined;
  readonly databaseConnections: number;
  /** What links are built with; undefined until the port is known. */
  readonly publicUrl: string | undefined;
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: boolean;
  readonly tls:
    | { readonly certFile: string; readonly keyFile: string; readonly minVersion: 'TLSv1.3' | 'TLSv1.2' }
    | undefined;
  readonly logLevel: string;
  readonly metricsToken: string | undefined;
  readonly sessionIdleDays: number;
  readonly envelopeDays: number;
  readonly mailboxMessagesMax: number;
  readonly groupMembersMax: number;
  readonly hybridGroupDevicesMax: number;
  readonly groupsPerAccountMax: number;
  readonly groupEventsMax: number;
  readonly fileBytesMax: number;
  /** 0: no limit. */
  readonly fileBytesPerAccount: number;
  /** 0: no limit. */
  readonly fileBytesTotal: number;
  readonly diskReserveBytes: number;
  /** 0: until they are deleted. */
  readonly fileDays: number;
  readonly uploadHours: number;
  readonly blockedExtensions: readonly string[];
  /** Undefined: files are in the data folder. */
  readonly blobsS3: S3Settings | undefined;
  readonly connectionsMax: number;
  readonly connectionsPerAddressMax: number;
  readonly webApp: boolean;
  readonly rateFactor: number;
};

export type ConfigOutcome =
  | { readonly kind: 'config'; readonly config: Config }
  | { readonly kind: 'problems'; readonly problems: readonly string[] };

const loopback = /^(localhost|127(\.\d+){3}|::1)$/;

/** Reads every setting; on any mistake, says all of them at once. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): ConfigOutcome {
  const problems: string[] = [];
  const values = readAll(environment, problems);
  problems.push(...unknownSettings(environment));
  const { host, publicUrl, tlsCert, tlsKey } = values;
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    problems.push('SOTTO_TLS_CERT and SOTTO_TLS_KEY go together');
  for (const [name, file] of [
    ['SOTTO_TLS_CERT', tlsCert],
    ['SOTTO_TLS_KEY', tlsKey],
  ] as const) {
    if (file !== undefined && !existsSync(file)) problems.push(`${name}: there is no file ${file}`);
  }
  const behindTls = values.trustProxy === true && publicUrl?.startsWith('https://') === true;
  if (host !== undefined && !loopback.test(host) && tlsCert === undefined && !behindTls) {
    problems.push(
      `SOTTO_HOST: ${host} can be reached from outside, so TLS is needed: set SOTTO_TLS_CERT and SOTTO_TLS_KEY, or SOTTO_TRUST_PROXY=yes with an https SOTTO_PUBLIC_URL`,
    );
  }
  if (values.databaseApiUrl !== undefined && values.databaseUrl === undefined)
    problems.push('SOTTO_DATABASE_API_URL needs DATABASE_URL');
  const blobsS3 = s3Of(values, problems);
  const origins = values.allowedOrigins?.split(',').map((text) => text.trim()) ?? [];
  for (const text of origins)
    if (URL.parse(text)?.origin !== text) problems.push(`SOTTO_ALLOWED_ORIGINS: ${text} is not an origin`);
  if (problems.length > 0) return { kind: 'problems', problems };
  const all = values as { [Name in keyof Values]: NonNullable<Values[Name]> } & Values;
  return {
    kind: 'config',
    config: {
      ...all,
      dataDir: resolve(all.dataDir),
      allowedOrigins: origins,
      blobsS3,
      tls:
        tlsCert === undefined || tlsKey === undefined
          ? undefined
          : { certFile: tlsCert, keyFile: tlsKey, minVersion: all.tlsMinVersion },
    },
  };
}

/** An object store is named whole or not at all. */
function s3Of(values: Values, problems: string[]): S3Settings | undefined {
  const {
    blobsS3Endpoint: endpoint,
    blobsS3Bucket: bucket,
    blobsS3Region: region,
    blobsS3AccessKeyId: accessKeyId,
    blobsS3SecretAccessKey: secretAccessKey,
  } = values;
  const named = [endpoint, bucket, accessKeyId, secretAccessKey];
  if (named.every((value) => value === undefined)) return undefined;
  if (
    endpoint === undefined ||
    bucket === undefined ||
    region === undefined ||
    accessKeyId === undefined ||
    secretAccessKey === undefined
  ) {
    problems.push(
      'SOTTO_BLOBS_S3_ENDPOINT, SOTTO_BLOBS_S3_BUCKET, SOTTO_BLOBS_S3_ACCESS_KEY_ID and SOTTO_BLOBS_S3_SECRET_ACCESS_KEY go together',
    );
    return undefined;
  }
  return { endpoint, bucket, region, accessKeyId, secretAccessKey };
}

function readAll(environment: Readonly<Record<string, string | undefined>>, problems: string[]): Values {
  const values: Record<string, unknown> = {};
  for (const [key, setting] of Object.entries(settings) as [string, Setting<unknown>][]) {
    const given = environment[setting.name];
    const text = given === undefined || given === '' ? setting.fallback : given;
    if (text === null) continue;
    try {
      values[key] = setting.read(text);
    } catch (error) {
      problems.push(`${setting.name}: ${error instanceof Error ? error.message : 'cannot be read'}`);
    }
  }
  return values as Values;
}

/** A misspelt setting would silently mean its default. */
function unknownSettings(environment: Readonly<Record<string, string | undefined>>): string[] {
  const known = new Set<string>([...Object.values(settings).map((setting) => setting.name), ...otherNames]);
  return Object.keys(environment)
    .filter((name) => name.startsWith('SOTTO_') && !known.has(name))
    .map((name) => `${name}: there is no such setting (see --help)`);
}

/** Names that belong to the tests and the terminal client. */
const otherNames = ['SOTTO_VECTORS', 'SOTTO_HOME'];
