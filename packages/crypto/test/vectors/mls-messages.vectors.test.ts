import { decode, type TlsReader } from '../../src/group/codec/tls-reader.ts';
import { encode, type TlsWriter } from '../../src/group/codec/tls-writer.ts';
import { decodeMlsMessage, encodeMlsMessage } from '../../src/group/framing/mls-message.ts';
import { readCommit, writeCommit } from '../../src/group/structures/commit.ts';
import { readProposal, writeProposal } from '../../src/group/structures/proposal.ts';
import { readGroupSecrets, writeGroupSecrets } from '../../src/group/structures/welcome.ts';
import { decodeRatchetTree, encodeRatchetTree } from '../../src/group/tree/ratchet-tree-codec.ts';
import { concatBytes } from '../../src/primitives/index.ts';
import { expectBytes, has, hex, testShape } from './vector-files.ts';

const structure =
  <T>(read: (reader: TlsReader) => T, write: (writer: TlsWriter, value: T) => void) =>
  (bytes: Uint8Array): Uint8Array =>
    encode(write, decode(read, bytes));

const message = (bytes: Uint8Array): Uint8Array => encodeMlsMessage(decodeMlsMessage(bytes));

/** The vectors hold a proposal's content; on the wire its type stands before. */
const proposal =
  (type: number) =>
  (bytes: Uint8Array): Uint8Array =>
    structure(readProposal, writeProposal)(concatBytes(Uint8Array.of(0, type), bytes)).slice(2);

const roundTrips: { readonly [field: string]: (bytes: Uint8Array) => Uint8Array } = {
  mls_welcome: message,
  mls_group_info: message,
  mls_key_package: message,
  public_message_application: message,
  public_message_proposal: message,
  public_message_commit: message,
  private_message: message,
  ratchet_tree: (bytes) => encodeRatchetTree(decodeRatchetTree(bytes)),
  group_secrets: structure(readGroupSecrets, writeGroupSecrets),
  commit: structure(readCommit, writeCommit),
  add_proposal: proposal(1),
  update_proposal: proposal(2),
  remove_proposal: proposal(3),
  pre_shared_key_proposal: proposal(4),
  re_init_proposal: proposal(5),
  external_init_proposal: proposal(6),
  group_context_extensions_proposal: proposal(7),
};

testShape<{ [field: string]: string }[]>({
  name: 'MLS messages',
  recognises: (json) => Array.isArray(json) && has(json[0], 'mls_welcome', 'private_message'),
  run: (cases) => {
    let count = 0;
    cases.forEach((entry, index) => {
      for (const [field, value] of Object.entries(entry)) {
        const roundTrip = roundTrips[field];
        if (roundTrip === undefined) throw new Error(`case ${index}: unknown structure ${field}`);
        expectBytes(roundTrip(hex(value)), value, `case ${index} ${field}`);
        count++;
      }
    });
    return { cases: count };
  },
});
