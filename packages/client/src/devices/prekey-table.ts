import type { OneTimeKey, SignedKey } from '@sotto/crypto/identity';
import { concatBytes } from '@sotto/crypto/primitives';
import { encodeBase64 } from '@sotto/protocol';
import type { KemPrekey, OneTimePrekey, SignedPrekey } from '@sotto/protocol/http';
import type { Changes, Reader } from '../store/changes.ts';
import { bytesOf, numberOf, textOf } from '../store/columns.ts';

export type PrekeyKind = 'signed' | 'one-time' | 'kem' | 'last-resort-kem';

/** Old signed and last-resort prekeys stay this long after they were replaced, for late first messages. */
const replacedLifeMs = 30 * 24 * 60 * 60 * 1000;

/**
 * Stores a prekey with what the server is to be told of it. The offer stays until the server has
 * confirmed it, so that an upload whose answer was lost is repeated with the same keys.
 */
export function insertPrekey(
  changes: Changes,
  kind: PrekeyKind,
  key: SignedKey | OneTimeKey,
  now: number,
): void {
  const offer: OneTimePrekey | SignedPrekey =
    'proof' in key
      ? {
          id: key.id,
          public_key: encodeBase64(key.publicKey),
          signature: encodeBase64(key.signature),
          expires_at: key.expiresAt,
          proof: encodeBase64(key.proof),
        }
      : { id: key.id, public_key: encodeBase64(key.publicKey) };
  // A KEM private key holds its public half; a curve pair is kept whole, which saves deriving it.
  const record =
    key.privateKey.length === 32 ? concatBytes(key.privateKey, key.publicKey.slice(1)) : key.privateKey;
  changes.run('insert into prekeys (kind, prekey_id, record, created_at, offer) values (?, ?, ?, ?, ?)', [
    kind,
    key.id,
    record,
    now,
    JSON.stringify(offer),
  ]);
}

export type PrekeyOffers = {
  readonly signed: SignedPrekey | undefined;
  readonly lastResortKem: KemPrekey | undefined;
  readonly oneTime: readonly OneTimePrekey[];
  readonly kem: readonly KemPrekey[];
};

/** Everything the server has not confirmed yet. */
export function readOffers(reader: Reader): PrekeyOffers {
  const offered = <Offer>(kind: PrekeyKind): Offer[] =>
    reader
      .all('select offer from prekeys where kind = ? and offer is not null order by prekey_id', [kind])
      .map((row) => JSON.parse(textOf(row, 'offer')) as Offer);
  return {
    signed: offered<SignedPrekey>('signed').at(-1),
    lastResortKem: offered<KemPrekey>('last-resort-kem').at(-1),
    oneTime: offered<OneTimePrekey>('one-time'),
    kem: offered<KemPrekey>('kem'),
  };
}

/** The server has these: nothing more is offered of them. */
export function confirmOffers(changes: Changes, offers: Partial<PrekeyOffers>): void {
  const confirm = (kind: PrekeyKind, ids: readonly number[]) => {
    for (const id of ids) {
      changes.run('update prekeys set offer = null where kind = ? and prekey_id = ?', [kind, id]);
    }
  };
  confirm('signed', idsOf(offers.signed));
  confirm('last-resort-kem', idsOf(offers.lastResortKem));
  confirm(
    'one-time',
    (offers.oneTime ?? []).map((key) => key.id),
  );
  confirm(
    'kem',
    (offers.kem ?? []).map((key) => key.id),
  );
}

/** Marks every older key of a kind as replaced by the one with this id. */
export function replaceOlder(
  changes: Changes,
  kind: 'signed' | 'last-resort-kem',
  id: number,
  now: number,
): void {
  changes.run(
    'update prekeys set replaced_at = ?, offer = null where kind = ? and prekey_id <> ? and replaced_at is null',
    [now, kind, id],
  );
}

/** Deletes what was replaced long ago, and the base keys seen with it. */
export function expirePrekeys(changes: Changes, now: number): void {
  changes.run('delete from prekeys where replaced_at < ?', [now - replacedLifeMs]);
  changes.run('delete from used_base_keys where used_at < ?', [now - 3 * replacedLifeMs]);
}

export function deletePrekey(changes: Changes, kind: PrekeyKind, id: number): void {
  changes.run('delete from prekeys where kind = ? and prekey_id = ?', [kind, id]);
}

export function readPrekeyRecord(reader: Reader, kind: PrekeyKind, id: number): Uint8Array | undefined {
  const row = reader.first('select record from prekeys where kind = ? and prekey_id = ?', [kind, id]);
  return row === undefined ? undefined : bytesOf(row, 'record');
}

/** When the key of a kind that is in use was made. */
export function newestPrekeyAt(reader: Reader, kind: 'signed' | 'last-resort-kem'): number {
  const row = reader.first('select coalesce(max(created_at), 0) as at from prekeys where kind = ?', [kind]);
  return row === undefined ? 0 : numberOf(row, 'at');
}

function idsOf(key: { id: number } | undefined): number[] {
  return key === undefined ? [] : [key.id];
}
