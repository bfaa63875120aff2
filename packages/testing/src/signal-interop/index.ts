export { libsignalParty, type Release } from './libsignal-party.ts';
export type { Party, Sent } from './party.ts';
export { sottoParty } from './sotto-party.ts';
