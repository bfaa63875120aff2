/** Groups. A table with a check that has to grow is made anew under its old name. */
export const schemaVersion2: readonly string[] = [
  // How many people a group message was for, and how many it reached; null where there are no receipts.
  'alter table items add column receipts_of integer',
  'alter table items add column delivered_by integer not null default 0',
  'alter table items add column read_by integer not null default 0',
];
