import { z } from 'zod';

/**
 * Everything the server can refuse, with the status it answers. Closed: a client may switch over it,
 * and a test holds the server to it. `retry` says whether the same request can succeed later.
 */
export const problems = {
  // The request itself
  'malformed-json': { status: 400, title: 'The body is not JSON', retry: false },
  'malformed-frame': { status: 400, title: 'The frame cannot be read', retry: false },
  'invalid-request': {
    status: 400,
    title: 'A field is missing, unknown or has the wrong form',
    retry: false,
  },
  'cursor-required': { status: 400, title: 'Say up to which message the queue was read', retry: false },
  'body-too-large': { status: 413, title: 'The body is too large', retry: false },
  'frame-too-large': { status: 413, title: 'The frame is too large', retry: false },
  'unsupported-media-type': { status: 415, title: 'The body must be JSON', retry: false },
  'not-found': { status: 404, title: 'There is nothing here', retry: false },
  'method-not-allowed': { status: 405, title: 'This address does not answer that method', retry: false },
  'rate-limited': { status: 429, title: 'Too many requests', retry: true },
  'too-many-connections': { status: 429, title: 'Too many connections', retry: true },
  // Who is asking
  'not-signed-in': { status: 401, title: 'Sign in first', retry: false },
  'token-expired': { status: 401, title: 'The access token has expired', retry: false },
  'session-ended': { status: 401, title: 'This session has ended', retry: false },
  'refresh-token-reused': {
    status: 401,
    title: 'This refresh token was used before; the session was ended',
    retry: false,
  },
  'sign-in-failed': { status: 401, title: 'The name or the passphrase is wrong', retry: false },
  'login-expired': { status: 401, title: 'This sign-in took too long; start again', retry: false },
  'origin-refused': { status: 403, title: 'This origin may not connect', retry: false },
  'not-your-account': { status: 403, title: 'The path names somebody else', retry: false },
  'not-your-device': { status: 403, title: 'The path names another device', retry: false },
  'not-permitted': { status: 403, title: 'Your role does not permit this', retry: false },
  'account-suspended': { status: 403, title: 'This account is suspended', retry: false },
  // Organisation, invites, accounts
  'not-set-up': { status: 409, title: 'The organisation is not set up yet', retry: false },
  'already-set-up': { status: 409, title: 'The organisation is set up already', retry: false },
  'invite-invalid': {
    status: 410,
    title: 'This invite does not exist, was used up or has expired',
    retry: false,
  },
  'username-taken': { status: 409, title: 'This name is taken', retry: false },
  'registration-expired': {
    status: 410,
    title: 'This registration took too long; start again',
    retry: false,
  },
  'account-unknown': { status: 404, title: 'There is no such account', retry: false },
  'session-unknown': { status: 404, title: 'There is no such session', retry: false },
  // Keys
  'device-unknown': { status: 404, title: 'There is no such device', retry: false },
  'device-exists': { status: 409, title: 'This device is registered already', retry: false },
  'device-limit': { status: 409, title: 'This account has as many devices as it may have', retry: false },
  'device-not-registered': { status: 409, title: 'Register this device first', retry: false },
  'too-few-prekeys': { status: 422, title: 'At least 50 one-time prekeys are needed', retry: false },
  'too-many-prekeys': { status: 422, title: 'More one-time prekeys than are kept', retry: false },
  'prekey-id-used': { status: 409, title: 'This prekey id was used before', retry: false },
  'key-refused': { status: 422, title: 'A key is malformed, weak or wrongly signed', retry: false },
  'device-list-refused': { status: 422, title: 'The device list is not validly signed', retry: false },
  'device-list-conflict': { status: 409, title: 'The device list has moved on', retry: true },
  // Messages
  'message-unknown': { status: 404, title: 'There is no such message waiting', retry: false },
  'queue-full': { status: 507, title: 'The recipient has too many messages waiting', retry: true },
  // Groups
  'group-unknown': { status: 404, title: 'There is no such group, or you are not in it', retry: false },
  'group-exists': { status: 409, title: 'A group with this id exists already', retry: false },
  'group-full': { status: 409, title: 'This group has as many members as it may have', retry: false },
  'too-many-groups': { status: 409, title: 'You have made as many groups as you may', retry: false },
  'group-message-refused': {
    status: 422,
    title: 'This is no MLS message that may be sent here',
    retry: false,
  },
  'event-id-used': { status: 409, title: 'Something else was sent under this id', retry: false },
  'log-truncated': {
    status: 410,
    title: 'What came next in this group is not kept any more; join again',
    retry: false,
  },
  'welcome-unknown': { status: 404, title: 'No Welcome waits for this device', retry: false },
  'rejoin-key-unknown': { status: 404, title: 'There is no rejoin key of this account', retry: false },
  'too-many-key-packages': { status: 422, title: 'More key packages than are kept', retry: false },
  // Files
  'blob-unknown': { status: 404, title: 'There is no such file, or it is not for you', retry: false },
  'blob-exists': { status: 409, title: 'Another file has this id', retry: false },
  'blob-length-refused': { status: 422, title: 'No padded file has this length', retry: false },
  'audience-refused': { status: 422, title: 'You are not one of those this file is for', retry: false },
  'file-too-large': { status: 413, title: 'The file is larger than files may be here', retry: false },
  'quota-exceeded': { status: 409, title: 'Your account has no room for this file', retry: false },
  'too-many-uploads': { status: 409, title: 'Finish or cancel an upload first', retry: true },
  'storage-full': { status: 507, title: 'There is no room for files at the moment', retry: true },
  'upload-offset': { status: 409, title: 'This upload stands at another place', retry: true },
  'upload-busy': { status: 423, title: 'Somebody else is writing to this upload', retry: true },
  'upload-version': { status: 412, title: 'This server speaks tus 1.0.0', retry: false },
  'range-refused': { status: 416, title: 'The file has no such bytes', retry: false },
  // Us
  unavailable: { status: 503, title: 'Not ready; try again shortly', retry: true },
  internal: { status: 500, title: 'Something went wrong here', retry: true },
} as const;

export type ProblemCode = keyof typeof problems;

export const problemCodes = Object.keys(problems) as [ProblemCode, ...ProblemCode[]];

/** One field of a request that was refused. `path` is a JSON pointer; the value itself is never repeated. */
export const InvalidField = z.strictObject({ path: z.string().max(512), message: z.string().max(512) });

/** `application/problem+json` (RFC 9457) with a stable `code`. */
export const Problem = z.strictObject({
  type: z.string().max(256),
  title: z.string().max(256),
  status: z.int().min(400).max(599),
  code: z.enum(problemCodes),
  detail: z.string().max(1024).optional(),
  fields: z.array(InvalidField).max(32).optional(),
  retry_after_seconds: z.int().min(0).optional(),
});
export type Problem = z.infer<typeof Problem>;

/** The problem document of a code. */
export function problem(
  code: ProblemCode,
  more: Pick<Problem, 'detail' | 'fields' | 'retry_after_seconds'> = {},
): Problem {
  const { status, title } = problems[code];
  return { type: `urn:sotto:problem:${code}`, title, status, code, ...more };
}
