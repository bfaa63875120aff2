export const peopleText = {
  title: 'People',
  count: (count: number) => (count === 1 ? '1 person' : `${count} people`),
  search: 'Search people',
  you: 'You',
  verified: 'Verified',
  write: (name: string) => `Write to ${name}`,
  invite: 'Invite people',
  nobodyTitle: 'Nobody else yet',
  nobodyText: 'Everybody in your organisation appears here. Invite the first ones with a link.',
  nobodyTextMember: 'Everybody in your organisation appears here once they have joined.',
  noMatchTitle: 'No match',
  noMatchText: (typed: string) => `Nobody is called “${typed}”.`,
  roles: { owner: 'Owner', admin: 'Administrator', member: '' },
};

export const pickerText = {
  placeholder: 'Name or username',
  nothing: 'Nobody by that name',
  nobody: 'Nobody else has joined yet',
  everybody: (count: number) => `Add all ${count.toLocaleString()}`,
  everybodyAdded: 'Everybody added.',
  hidden: (count: number) => `${count.toLocaleString()} more: type a name to find them`,
  more: (count: number) => `${count.toLocaleString()} more and`,
  remove: (name: string) => `Remove ${name}`,
  added: (name: string) => `${name} added.`,
  removed: (name: string) => `${name} removed.`,
  count: (count: number) => (count === 1 ? '1 person chosen.' : `${count.toLocaleString()} people chosen.`),
};
