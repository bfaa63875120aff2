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
