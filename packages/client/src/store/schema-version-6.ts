/** What goes along with a draft, wherever it belongs: a row only where there is anything. */
export const schemaVersion6: readonly string[] = [
  `create table draft_extras (
    place text primary key,
    conversation_id text not null,
    -- Seconds, 0 when it stays; null: as the conversation has it.
    expires_in integer,
    -- A content part.
    link_preview blob
  ) strict, without rowid`,
];
