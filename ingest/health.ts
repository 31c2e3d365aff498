import { Hono } from "hono";
import { scrape } from "#lib/infra/metrics";

/**
 * The health answers of ingest, and its metrics for whoever has the token. `/health`: 200 while a report could be made
 * durable, 503 while it could not. `/health/live`: 200 while it answers at all.
 *
 * @param reachDatabase Resolves when the database answers.
 */
export function healthApp(reachDatabase: () => Promise<void>): Hono {
  const app = new Hono();
  app.get("/health/live", (context) => context.json({ status: "ok" }));
  app.get("/health", async (context) => {
    try {
      await reachDatabase();
      return context.json({ status: "ok" });
    } catch {
      return context.json({ status: "database out of reach" }, 503);
    }
  });
  app.get("/metrics", async (context) => {
    const metrics = await scrape(context.req.header("authorization"));
    if (metrics === null) return context.notFound();
    return context.body(metrics.body, 200, { "content-type": metrics.type, "cache-control": "no-store" });
  });
  return app;
}
