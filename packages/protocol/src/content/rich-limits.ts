/**
 * Bounds of what a message can hold. A receiver refuses what exceeds them, so that nothing can be made
 * too large to store, to search or to draw; a sender is told before.
 */
export const richLimits = {
  /** UTF-8 bytes of a text once it is decompressed: a chapter; more than that is a file. */
  textBytes: 200_000,
  /** Parts of one message: a caption, its files and its previews. */
  partsPerMessage: 48,
  mentionsPerMessage: 64,
  pollOptionsMin: 2,
  /** As many as a person can compare. */
  pollOptionsMax: 32,
  pollQuestionCharacters: 500,
  pollOptionCharacters: 200,
  /** UTF-16 units of one reaction: the longest emoji sequences have fewer than 30. */
  reactionCharacters: 32,
  reactionsPerPerson: 12,
  linkPreviewsPerMessage: 4,
  linkCharacters: 2048,
  previewTitleCharacters: 300,
  previewDescriptionCharacters: 1000,
  /** Two of them still fit into a message. */
  previewImageBytes: 24 * 1024,
  pinsPerConversation: 50,
  placeLabelCharacters: 200,
  eventTitleCharacters: 200,
  eventDescriptionCharacters: 4000,
  eventPlaceCharacters: 300,
  /** UTF-8 bytes of a card or an event as it travels. */
  contactCardBytes: 16 * 1024,
  eventBytes: 32 * 1024,
  /** Of a file with cards or events that somebody reads in. */
  importBytes: 1024 * 1024,
  importEntries: 200,
  /** Phones, mail addresses and so on of one card, each. */
  cardEntries: 20,
  cardCharacters: 500,
  cardNoteCharacters: 4000,
  referenceSystemCharacters: 40,
  referenceCharacters: 120,
  subjectCharacters: 80,
  undoSecondsMax: 60,
  expirySecondsMin: 5,
  expirySecondsMax: 366 * 24 * 60 * 60,
  reminderMinutesMax: 4 * 7 * 24 * 60,
  /** Times a message counts as passed on: more says nothing more. */
  forwardsMax: 255,
} as const;
