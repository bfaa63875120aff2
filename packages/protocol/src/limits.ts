/**
 * Every bound of the wire in one place. Raising one is a protocol change; each says what goes wrong
 * on either side of it.
 */

/** Longest ciphertext of one envelope: the 64 KiB padding class plus a first message's keys (about 2 KiB). */
export const ciphertextBytesMax = 68 * 1024;

/** Devices an account can have (REQ-N4): each multiplies the cost of every message sent to it. */
export const devicesPerAccountMax = 10;

/** Accounts one direct submission may address: the other person and the sender's own other devices. */
export const recipientsPerMessageMax = 2;

/** Largest JSON body of an ordinary route; a message to every device of two people fits. */
export const bodyBytesMax = 2 * 1024 * 1024;

/** Largest WebSocket frame, in bytes. */
export const frameBytesMax = 2 * 1024 * 1024;

/** A reader this far behind is cut off and comes back to its durable queue (REQ-N4). */
export const sendBufferBytesMax = 1024 * 1024;

/** One-time prekeys: fewest at registration, uploaded at a time, most kept, and when to warn. */
export const oneTimePrekeysAtRegistrationMin = 50;
export const oneTimePrekeysPerUpload = 100;
export const oneTimePrekeysPerUploadMax = 200;
export const oneTimePrekeysStoredMax = 400;
export const oneTimePrekeysLowWater = 20;

/** Largest prekey id: Signal's library keeps ids below 2^24. */
export const prekeyIdMax = 0xff_ff_ff;

/** How long an envelope waits for an offline device. */
export const envelopeRetentionDays = 30;

/**
 * Groups. Sizes follow from 1,500 members in the hybrid suite: an adding commit of 4.1 MB, a tree of 2.2 MB,
 * a Welcome of about 4 MB. Smaller would refuse what is allowed, larger would let one request fill memory.
 */
export const groupCommitBytesMax = 6 * 1024 * 1024;
export const groupWelcomeBytesMax = 6 * 1024 * 1024;
export const groupInfoBytesMax = 4 * 1024 * 1024;

/** Largest JSON body that carries a commit with its Welcome and GroupInfo, in base64. */
export const groupBodyBytesMax = 24 * 1024 * 1024;

/** A larger event is announced on the socket without its payload and fetched over HTTP (`getGroupEvent`). */
export const groupInlineBytesMax = 256 * 1024;

/** Most devices one commit names as added, and as removed. */
export const groupChangesMax = 5000;

/** Events a page of a group's log holds at most, and when nothing is asked; and payload bytes, but one event. */
export const groupPageMax = 500;
export const groupPageDefault = 100;
export const groupPageBytesMax = 1024 * 1024;

/** Longest wrapped rejoin key: 32 bytes sealed under a key of the account. */
export const wrappedRejoinKeyBytesMax = 512;

/** Key packages: largest, uploaded at a time, most kept (of all suites), when to warn (of one suite). */
export const keyPackageBytesMax = 16 * 1024;
export const keyPackagesPerUploadMax = 100;
export const keyPackagesStoredMax = 400;
export const keyPackagesLowWater = 10;

/** A key package lives at most so long (REQ-G6). */
export const keyPackageDaysMax = 90;

/** Accounts one claim of key packages may name. */
export const claimAccountsMax = 100;

/** Device lists one look-up may ask for: 200 are about 200 KiB. */
export const deviceListsPerLookUpMax = 200;

/** Messages a page of a queue holds at most, and when nothing is asked. */
export const queuePageMax = 500;
export const queuePageDefault = 100;

/** Entries a page of any other list holds at most, and when nothing is asked. */
export const listPageMax = 200;
export const listPageDefault = 100;

export const usernameCharactersMin = 2;
export const usernameCharactersMax = 32;
export const displayNameCharactersMax = 64;
export const organisationNameCharactersMax = 80;

/** Access tokens are short because they are checked without the database. */
export const accessTokenSeconds = 600;

/** How long a login or registration may take between its two halves. */
export const opaqueExchangeSeconds = 120;

/** Silence after which either end of a socket gives the other up. */
export const heartbeatMs = 25_000;

/** Accounts an audience of a blob names: the two people of a direct conversation. Groups are named as such. */
export const blobAccountsMax = 2;

/** Extensions of file names an organisation can block. */
export const blockedNamesMax = 256;
