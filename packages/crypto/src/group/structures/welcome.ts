import type { TlsReader } from '../codec/tls-reader.ts';
import type { TlsWriter } from '../codec/tls-writer.ts';
import type { HpkeCiphertext } from '../suite/hpke.ts';
import { readHpkeCiphertext, writeHpkeCiphertext } from './hpke-ciphertext.ts';
import { type PreSharedKeyId, readPreSharedKeyId, writePreSharedKeyId } from './pre-shared-key-id.ts';

export type EncryptedGroupSecrets = {
  /** KeyPackageRef of the addressee, 32 bytes. */
  readonly newMember: Uint8Array;
  readonly encryptedGroupSecrets: HpkeCiphertext;
};

/** How new members enter (RFC 9420 section 12.4.3.1). */
export type Welcome = {
  readonly cipherSuite: number;
  readonly secrets: readonly EncryptedGroupSecrets[];
  readonly encryptedGroupInfo: Uint8Array;
};

export type GroupSecrets = {
  /** 32 bytes. */
  readonly joinerSecret: Uint8Array;
  /** The path secret of the lowest node that the addressee and the committer share; with a path only. */
  readonly pathSecret: Uint8Array | undefined;
  readonly psks: readonly PreSharedKeyId[];
};

export function writeWelcome(writer: TlsWriter, welcome: Welcome): void {
  writer.uint16(welcome.cipherSuite);
  writer.list(welcome.secrets, (item, secrets) => {
    writeHpkeCiphertext(item.opaque(secrets.newMember), secrets.encryptedGroupSecrets);
  });
  writer.opaque(welcome.encryptedGroupInfo);
}

export function readWelcome(reader: TlsReader): Welcome {
  return {
    cipherSuite: reader.uint16(),
    secrets: reader.list((item) => ({
      newMember: item.opaque(),
      encryptedGroupSecrets: readHpkeCiphertext(item),
    })),
    encryptedGroupInfo: reader.opaque(),
  };
}

export function writeGroupSecrets(writer: TlsWriter, secrets: GroupSecrets): void {
  writer.opaque(secrets.joinerSecret);
  writer.optional(secrets.pathSecret, (item, pathSecret) => item.opaque(pathSecret));
  writer.list(secrets.psks, writePreSharedKeyId);
}

export function readGroupSecrets(reader: TlsReader): GroupSecrets {
  return {
    joinerSecret: reader.opaque(),
    pathSecret: reader.optional((item) => item.opaque()),
    psks: reader.list(readPreSharedKeyId, 64),
  };
}
