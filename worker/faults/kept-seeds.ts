/** Seeds that once found something. They are played in every test run. */
export const keptSeeds: readonly number[] = [];
