/** `npm run check`: types, lint and format, layers, dead code. */
import { runChecks } from "./checks.ts";

const results = await runChecks();
for (const { name, problem } of results)
  console.log(problem === undefined ? `ok    ${name}` : `FAIL  ${name}\n${problem}\n`);
process.exitCode = results.some(({ problem }) => problem !== undefined) ? 1 : 0;
