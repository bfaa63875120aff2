/** Content types of the parts this version writes. Others are kept and shown as not understood. */
export const mediaType = {
  /** A text message in GitHub-flavoured Markdown. */
  markdown: 'text/markdown;variant=GFM',
  /** Delivered and read receipts (draft-ietf-mimi-content, "Message status report"). */
  status: 'application/mimi-message-status',
  /** Typing began or ended, presence. */
  activity: 'application/vnd.sotto.activity+cbor',
  /** For one's own devices: how far a conversation was read. */
  readMarker: 'application/vnd.sotto.read-marker+cbor',
  /** The sender's device could not read these messages and asks for them again. */
  resendRequest: 'application/vnd.sotto.resend-request+cbor',
  /** The answer: an earlier message as it was, encrypted anew. */
  resend: 'application/vnd.sotto.resend+cbor',
  /** Which epochs of groups the sender's device holds, for forks to be seen (REQ-G5). */
  groupEpochs: 'application/vnd.sotto.group-epochs+cbor',
  /** A device that is out of step with a group asks another member for the key to join again. */
  groupKeyRequest: 'application/vnd.sotto.group-key-request+cbor',
  groupKey: 'application/vnd.sotto.group-key+cbor',
  /** Messages of the recipient in a group that the sender does not have. */
  groupMissing: 'application/vnd.sotto.group-missing+cbor',
} as const;
