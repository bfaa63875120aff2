/** Nodes one message may become. Past it the rest is plain text: a wall of `**` costs nothing. */
export const nodesMax = 4000;
/** Quotes in quotes and lists in lists; deeper ones are plain text. */
export const blockDepthMax = 6;
/** Emphasis in emphasis. */
export const inlineDepthMax = 12;

/** What is left of a message's allowance, handed from one parser to the next. */
export type Budget = { nodes: number };

/** Takes one node; false when there is none left. */
export function spend(budget: Budget): boolean {
  budget.nodes -= 1;
  return budget.nodes >= 0;
}
