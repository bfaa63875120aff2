/** What a connected member of a room can do. `slot` names a message: a number below 2^20. */
export type RoomMember = {
  send(slot: number): void;
  close(): void;
};

/** What it tells the generator. */
export type RoomListener = {
  accepted(slot: number): void;
  refused(): void;
  /** So many messages have come; which, only where `reads` says so. */
  delivered(count: number): void;
  readonly reads: ((slot: number) => void) | undefined;
};
