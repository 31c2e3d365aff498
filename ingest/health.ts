import { Hono } from "hono";

/**
 * The health answer of ingest: 200 while a report could be made durable, 503 while it could not.
 *
 * @param reachDatabase Resolves when the database answers.
 */
export function healthApp(reachDatabase: () => Promise<void>): Hono {
  const app = new Hono();
  app.get("/health", async (context) => {
    try {
      await reachDatabase();
      return context.json({ status: "ok" });
    } catch {
      return context.json({ status: "database out of reach" }, 503);
    }
  });
  return app;
}
