/** A claim says which epoch somebody is in, too: who is ahead for long was told something this device was not. */
export const schemaVersion5: readonly string[] = [
  'alter table group_claims add column newest integer not null default 0',
];
