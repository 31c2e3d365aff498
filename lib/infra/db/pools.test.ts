import { afterAll, expect, it } from "vitest";
import { appPool, closePools } from "#lib/infra/db/pools";
import { useTestDatabase } from "#lib/infra/db/test-database.fixture";

useTestDatabase();
afterAll(() => closePools());

// The end of a connection may stand in the same packet as the answer that makes it free for whoever waits for one.
it("a connection that the server ends in the moment it is handed out does not end the process", async () => {
  const told = new Promise<void>((resolve, reject) => {
    appPool().connect((error, client, release) => {
      if (client === undefined) return reject(error);
      try {
        client.emit("error", new Error("terminating connection due to administrator command"));
        resolve();
      } catch (unheard) {
        reject(unheard);
      } finally {
        release(true);
      }
    });
  });
  await expect(told).resolves.toBeUndefined();
});
