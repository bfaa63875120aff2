/** What is chosen once an option was pressed: of one choice the latest, of several all but the one pressed again. */
export function toggledChoices(chosen: readonly number[], pressed: number, choicesMax: number): number[] {
  if (chosen.includes(pressed)) return chosen.filter((index) => index !== pressed);
  return choicesMax === 1 ? [pressed] : [...chosen, pressed].sort((a, b) => a - b);
}
