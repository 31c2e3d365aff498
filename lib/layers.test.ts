import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, it } from "vitest";
import { checkLayers, describeProblem } from "../scripts/layers.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const planted: string[] = [];

/** Writes a file that breaks a rule, in a folder of its own. */
function plant(path: string, content: string): void {
  const absolute = join(ROOT, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, content);
  planted.push(dirname(absolute));
}

afterEach(() => {
  for (const folder of planted.splice(0)) rmSync(folder, { recursive: true, force: true });
});

// Room, a file in it, what it must not import, and the rule that says so.
const BAD_IMPORTS = [
  ["app", "app/zz-planted/page.tsx", "#lib/infra/env"],
  ["components-ui", "components/ui/zz-planted/row.tsx", "#lib/domain/errors"],
  ["components-noun", "components/zz-planted/row.tsx", "#lib/infra/env"],
  ["components-noun-pure", "components/zz-planted/row.tsx", "#lib/domain/zz-other/queries"],
  ["gate", "lib/gate/zz-planted/door.ts", "../../../app/fonts.ts"],
  ["domain-pure", "lib/domain/zz-planted/model.ts", "#lib/infra/env"],
  ["domain-pure", "lib/domain/zz-planted/model.ts", "node:fs"],
  ["domain-pure-stays-pure", "lib/domain/zz-planted/model.ts", "#lib/domain/zz-other/queries"],
  ["domain-reads-and-writes", "lib/domain/zz-planted/queries.ts", "#lib/gate/scope"],
  ["domain-reads-and-writes", "lib/domain/zz-planted/queries.ts", "next/headers"],
  ["domain-commands-of-others", "lib/domain/zz-planted/queries.ts", "#lib/domain/zz-other/commands/record"],
  ["infra", "lib/infra/zz-planted/wire.ts", "#lib/domain/errors"],
  ["worker-ingest-scripts", "worker/zz-planted/loop.ts", "#lib/gate/action"],
  ["sandbox", "sandbox/zz-planted/copy.ts", "#lib/domain/errors"],
  ["e2e", "e2e/zz-planted/journey.ts", "#lib/gate/scope"],
  ["e2e-journeys", "e2e/zz-planted/journey.ts", "#lib/infra/db/pools"],
  ["tests-are-leaves", "worker/zz-planted/loop.ts", "#lib/infra/db/test-database.fixture"],
  ["resolvable", "worker/zz-planted/loop.ts", "./not-there.ts"],
] as const;

// The house is built of rooms, and the arrows between them point one way.
it("no import goes against the arrows", async () => {
  expect(describeProblem(await checkLayers())).toBeUndefined();
});

// Under a TypeScript that it cannot read, dependency-cruiser sees no module and reports success.
it("a check that read next to nothing is a failure", () => {
  expect(describeProblem({ moduleCount: 12, violations: [] })).toContain("blind");
});

it("each rule catches the import it is there for, types included", async () => {
  plant("lib/domain/zz-other/queries.ts", "export const rows = 1;\n");
  plant("lib/domain/zz-other/commands/record.ts", "export const row = 1;\n");
  for (const path of new Set(BAD_IMPORTS.map(([, file]) => file))) {
    const targets = BAD_IMPORTS.filter(([, file]) => file === path).map(([, , target]) => target);
    const lines = targets.map((target, index) => `import type * as planted${index} from "${target}";`);
    const uses = targets.map((_, index) => `typeof planted${index}`);
    plant(path, `${lines.join("\n")}\nexport type Planted = [${uses.join(", ")}];\n`);
  }
  const { violations } = await checkLayers();
  for (const [rule, path] of BAD_IMPORTS) {
    expect(violations, `${rule} in ${path}`).toContainEqual(expect.stringMatching(`^${rule}: ${path}`));
  }
}, 60_000);

it("two files that need each other are caught, even if only for a type", async () => {
  plant("worker/zz-planted/one.ts", 'import type { Two } from "./two.ts";\nexport type One = Two | 1;\n');
  plant("worker/zz-planted/two.ts", 'import type { One } from "./one.ts";\nexport type Two = One | 2;\n');
  const { violations } = await checkLayers();
  expect(violations).toContainEqual(expect.stringMatching(/^no-cycles: worker\/zz-planted/));
}, 60_000);
