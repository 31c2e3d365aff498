/** For how many days a report may be shared. Apart from the schema that asks for it: the browser needs no more than this. */
export const shareDays = [7, 30, 90] as const;
