import { constantTimeEqual, wipe } from '../primitives/bytes.ts';
import { requireLength } from '../primitives/crypto-error.ts';
import { sha256 } from '../primitives/hash.ts';
import { type AttachmentSecret, attachmentKeys } from './attachment-keys.ts';
import { type AttachmentLayout, chunkLength, fileBytesIn, layoutOf, tagBytes } from './attachment-layout.ts';
import type { ChunkCipher, ChunkEngine } from './chunk-engine.ts';
import { chunkTag, cryptChunk, positionBytes } from './chunk-tag.ts';

/** What a message says about a file: nothing of it is believed before it was checked. */
export type AttachmentReference = AttachmentSecret & {
  /** 32 bytes. */
  readonly commitment: Uint8Array;
  /** 32 bytes. */
  readonly ciphertextHash: Uint8Array;
};

/** Why a file is not opened. Each is final: the same bytes are refused again. */
export type AttachmentRefusal =
  /** The key is not the one the message commits to, for this file id and length. */
  | 'wrong-key'
  /** The blob is shorter or longer than the file's length makes it. */
  | 'wrong-length'
  /** The tags are not those the message's hash is of. */
  | 'wrong-tags'
  /** A chunk is not the one that belongs in this place. */
  | 'wrong-chunk'
  /** What fills the last chunks up is not zeros. */
  | 'wrong-padding';

type Refused = { readonly kind: 'refused'; readonly reason: AttachmentRefusal };

/** A file whose key was checked. The only way on is through its tags. */
export type CommittedAttachment = {
  readonly layout: AttachmentLayout;
  /**
   * @param trailer everything behind the last chunk of the blob.
   * @param blobLength how long the whole blob is said to be.
   */
  checkTags(
    trailer: Uint8Array,
    blobLength: number,
  ): { readonly kind: 'verified'; readonly file: VerifiedAttachment } | Refused;
};

/**
 * A file of which every byte is decided: a chunk that `open` returns is the one its sender sealed in this
 * place, whoever stored it. What later chunks hold is known only when they come; a whole file is good when
 * all of them opened.
 */
export type VerifiedAttachment = {
  readonly layout: AttachmentLayout;
  /**
   * @param ciphertext exactly `chunkLength` bytes, or it is refused.
   * @returns the file's own bytes of this chunk, without padding.
   * @throws CryptoError `out-of-range` when there is no such chunk.
   */
  open(
    index: number,
    ciphertext: Uint8Array,
  ): Promise<{ readonly kind: 'opened'; readonly plaintext: Uint8Array } | Refused>;
};

const refused = (reason: AttachmentRefusal): Refused => ({ kind: 'refused', reason });

/**
 * Begins to open a file: whether this key is the one the message committed to. Costs no look at the blob.
 *
 * @throws CryptoError `bad-length`, `out-of-range` for a reference whose fields have other sizes.
 */
export async function beginOpening(
  reference: AttachmentReference,
  engine: ChunkEngine,
): Promise<{ readonly kind: 'committed'; readonly file: CommittedAttachment } | Refused> {
  requireLength(reference.commitment, 32, 'commitment');
  requireLength(reference.ciphertextHash, 32, 'ciphertext hash');
  const layout = layoutOf(reference.length);
  const keys = attachmentKeys(reference);
  if (!constantTimeEqual(keys.commitment, reference.commitment)) {
    wipe(keys.encryptionKey, keys.authenticationKey);
    return refused('wrong-key');
  }
  const cipher = await engine(keys);
  wipe(keys.encryptionKey, keys.authenticationKey);
  return {
    kind: 'committed',
    file: {
      layout,
      checkTags(trailer, blobLength) {
        if (blobLength !== layout.blobLength) return refused('wrong-length');
        if (!constantTimeEqual(sha256(trailer), reference.ciphertextHash)) return refused('wrong-tags');
        // The sender hashed something else than one tag for each chunk.
        if (trailer.length !== layout.chunkCount * tagBytes) return refused('wrong-tags');
        return { kind: 'verified', file: verified(cipher, layout, trailer.slice()) };
      },
    },
  };
}

function verified(cipher: ChunkCipher, layout: AttachmentLayout, tags: Uint8Array): VerifiedAttachment {
  return {
    layout,
    async open(index, ciphertext) {
      if (ciphertext.length !== chunkLength(layout, index)) return refused('wrong-length');
      const tag = tags.slice(index * tagBytes, (index + 1) * tagBytes);
      const framed = new Uint8Array(positionBytes + ciphertext.length);
      framed.set(await cryptChunk(cipher, tag, ciphertext), positionBytes);
      if (!constantTimeEqual(await chunkTag(cipher, layout, index, framed), tag)) {
        wipe(framed);
        return refused('wrong-chunk');
      }
      const end = positionBytes + fileBytesIn(layout, index);
      for (let at = end; at < framed.length; at++) if (framed[at] !== 0) return refused('wrong-padding');
      return { kind: 'opened', plaintext: framed.subarray(positionBytes, end) };
    },
  };
}
