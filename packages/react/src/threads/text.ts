export const threadsText = {
  replies: (count: number) => (count === 1 ? '1 reply' : `${count.toLocaleString()} replies`),
  fresh: (count: number) => `${count.toLocaleString()} new`,
};
