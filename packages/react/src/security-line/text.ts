export const securityText = {
  line: (name: string) => `Only you and ${name} can read what is written here.`,
  group: (people: number) =>
    people === 1
      ? 'Only you can read what is written here, until you add people.'
      : `Only the ${people.toLocaleString()} people in this group can read what is written here.`,
  left: 'Only the people in this group could read what was written here. You read nothing that comes after.',
  notes: 'Only you can read your notes, on your own devices.',
  verified: (name: string) => `You checked that this is really ${name}.`,
  changed: (name: string) => `Your safety number with ${name} changed.`,
  details: 'Details',
  whoCanSee: 'Who can see this',
  review: 'Review',
};
