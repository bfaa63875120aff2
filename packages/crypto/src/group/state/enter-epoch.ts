import { secretTree } from '../ratchets/secret-tree.ts';
import { newEpoch } from '../schedule/key-schedule.ts';
import { confirmationTag, interimTranscriptHash } from '../schedule/transcript-hash.ts';
import { GroupState, type GroupStateFields, resumptionEpochsMax } from './group-state.ts';

type Entering = Pick<
  GroupStateFields,
  'suite' | 'context' | 'tree' | 'ownLeaf' | 'signaturePrivateKey' | 'privateKeys'
> & {
  /** epoch_secret, 32 bytes. */
  readonly epochSecret: Uint8Array;
  /** Of the epochs before. */
  readonly resumptions: GroupStateFields['resumptions'];
};

/** A member's state at the beginning of an epoch: fresh secrets and ratchets, nothing pending. */
export function enterEpoch(entering: Entering): GroupState {
  const { epochSecret, resumptions, ...fields } = entering;
  const { secrets, encryption, confirmation } = newEpoch(epochSecret);
  const tag = confirmationTag(confirmation, fields.context.confirmedTranscriptHash);
  const resumption = { epoch: fields.context.epoch, psk: secrets.resumptionPsk };
  return new GroupState({
    ...fields,
    secrets,
    secretTree: secretTree(encryption),
    confirmationTag: tag,
    interimTranscriptHash: interimTranscriptHash(fields.context.confirmedTranscriptHash, tag),
    proposals: new Map(),
    updates: new Map(),
    resumptions: [...resumptions, resumption].slice(-resumptionEpochsMax),
  });
}
