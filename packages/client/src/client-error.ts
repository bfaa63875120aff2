/** Everything an action of the client can refuse, beside the outcomes it returns. Closed. */
export type ClientErrorCode =
  | 'closed'
  | 'store-in-use'
  | 'store-unavailable'
  | 'already-signed-in'
  | 'not-signed-in'
  | 'not-permitted'
  | 'unknown-person'
  | 'unknown-conversation'
  | 'unknown-message'
  | 'unknown-session'
  | 'no-identity-key'
  | 'message-empty'
  | 'message-too-long'
  | 'invalid-input'
  | 'not-a-member'
  | 'group-full'
  | 'last-owner'
  | 'unknown-file'
  | 'unknown-upload'
  | 'file-unreadable'
  | 'file-changed'
  | 'file-too-large'
  | 'file-blocked'
  | 'file-damaged'
  | 'file-gone'
  | 'device-list-refused'
  | 'offline'
  | 'rate-limited'
  | 'server-refused'
  | 'bad-answer'
  | 'interrupted'
  | 'internal';

/** What the client throws. The message is the code: nothing a person typed is ever in it. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
