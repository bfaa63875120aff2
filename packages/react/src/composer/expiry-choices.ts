/** Times after which messages can disappear, in seconds. */
export const expiryChoices: readonly number[] = [30, 300, 3600, 28_800, 86_400, 604_800, 2_419_200];
