/** What a card has to know of the message it came in. */
export type CardMessage = { readonly id: string; readonly mine: boolean };
