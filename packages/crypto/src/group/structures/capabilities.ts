import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';
import { supportedSuites } from '../suite/cipher-suite.ts';
import { credentialTypes } from './credential.ts';
import { extensionTypes } from './extension.ts';
import { mls10 } from './protocol-version.ts';

/** What a member's software supports (RFC 9420 section 7.2). Defaults of the RFC are not listed. */
export type Capabilities = {
  readonly versions: readonly number[];
  readonly cipherSuites: readonly number[];
  readonly extensions: readonly number[];
  readonly proposals: readonly number[];
  readonly credentials: readonly number[];
};

export const ownCapabilities: Capabilities = {
  versions: [mls10],
  cipherSuites: supportedSuites,
  extensions: [extensionTypes.lastResort, extensionTypes.sottoGroup, extensionTypes.sottoRejoinKey],
  proposals: [],
  credentials: [credentialTypes.basic],
};

const lists = ['versions', 'cipherSuites', 'extensions', 'proposals', 'credentials'] as const;

export function writeCapabilities(writer: TlsWriter, capabilities: Capabilities): void {
  for (const list of lists) writer.list(capabilities[list], (item, value) => item.uint16(value));
}

export function readCapabilities(reader: TlsReader): Capabilities {
  const readTypes = (): number[] => reader.list((item) => item.uint16(), 256);
  return {
    versions: readTypes(),
    cipherSuites: readTypes(),
    extensions: readTypes(),
    proposals: readTypes(),
    credentials: readTypes(),
  };
}

/** Extension and proposal types every client supports without saying so (RFC 9420 section 7.2). */
export const isDefaultExtension = (type: number): boolean => type >= 1 && type <= 5;
export const isDefaultProposal = (type: number): boolean => type >= 1 && type <= 7;
