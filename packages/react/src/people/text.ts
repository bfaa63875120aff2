export const peopleText = {
  you: 'you',
  others: (count: number) => (count === 1 ? '1 other' : `${count.toLocaleString()} others`),
  list: (names: readonly string[]) =>
    names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`,
  people: (count: number) => (count === 1 ? '1 person' : `${count.toLocaleString()} people`),
};
