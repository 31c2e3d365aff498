import pg from "pg";
import { expect, it } from "vitest";
import { overlapped } from "#lib/infra/db/overlap.fixture";
import type { TenantTx } from "#lib/infra/db/tenant";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";
import { makeWorkspace } from "#lib/infra/db/test-workspace.fixture";
import { withQueues } from "#lib/infra/test-queue.fixture";
import { updatePolicies } from "./commands/update-policies.ts";
import { updateRetention } from "./commands/update-retention.ts";
import { PoliciesInput } from "./schema.ts";

const database = useTestDatabase();
withQueues();

const policies = PoliciesInput.parse({
  ...{ undoSeconds: "30", quietFrom: "21:00", quietUntil: "09:00", quietDays: "", dailyCap: "" },
  ...{ frequencyLimit: "2", frequencyDays: "90" },
});
const changes = {
  frequency: (tx: TenantTx) => updatePolicies(tx, policies),
  retention: (tx: TenantTx) => updateRetention(tx, { bodyDays: 30, numberDays: 30 }),
};

it.each([
  ["frequency", "retention", "settings.numbers_counted"],
  ["retention", "frequency", "settings.frequency_too_long"],
] as const)(
  "%s and then, in the same instant, %s: no limit counts by numbers that are gone",
  async (one, two, code) => {
    const workspace = await makeWorkspace();
    const owner = new pg.Client({ connectionString: database().ownerUrl });
    await owner.connect();
    try {
      const begun = overlapped(
        owner,
        (hold) =>
          workspace.transact(async (tx) => {
            await changes[one](tx);
            await hold?.();
          }),
        () => workspace.transact(changes[two]),
      );
      await expect(begun).rejects.toMatchObject({ code });
    } finally {
      await owner.end();
    }
  },
);
