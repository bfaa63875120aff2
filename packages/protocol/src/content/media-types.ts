/** Content types of the parts this version writes. Others are kept and shown as not understood. */
export const mediaType = {
  /** A text message in GitHub-flavoured Markdown. */
  markdown: 'text/markdown;variant=GFM',
  /** The same, compressed by itself because it is large (REQ-C3). */
  compressedMarkdown: 'application/vnd.sotto.deflated-markdown+cbor',
  /** One emoji, in a part whose disposition is `reaction`. */
  reaction: 'text/plain;charset=utf-8',
  /** One geo URI (RFC 5870). */
  place: 'text/uri-list',
  /** One vCard 4.0 (RFC 6350). */
  contact: 'text/vcard',
  /** One event (RFC 5545). */
  event: 'text/calendar',
  eventAnswer: 'application/vnd.sotto.event-answer+cbor',
  poll: 'application/vnd.sotto.poll+cbor',
  vote: 'application/vnd.sotto.poll-vote+cbor',
  pollClose: 'application/vnd.sotto.poll-close+cbor',
  linkPreview: 'application/vnd.sotto.link-preview+cbor',
  pin: 'application/vnd.sotto.pin+cbor',
  /** Something about the conversation itself: how long messages stay, what it is about. */
  conversation: 'application/vnd.sotto.conversation+cbor',
  /** For one's own devices: stars, follows, reminders, what was removed here. */
  ownState: 'application/vnd.sotto.own-state+cbor',
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
