/** Seeds that once found something. They are played in every test run. */
export const keptSeeds: readonly number[] = [
  // A doomed worker stopped itself after it had been woken: the run waited for it for ever.
  349_368,
];
