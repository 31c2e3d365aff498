import "server-only";
import { counter, openMetrics, scrape } from "#lib/infra/metrics";

const asked = counter("tellal_requests_total", "Actions and routes, by how they ended", ["kind", "outcome"]);

/** Counts how an action or a route ended: done, refused with words, or failed for a reason nobody foresaw. */
export function countRequest(kind: "action" | "route", outcome: "ok" | "refused" | "failed"): void {
  asked.inc({ kind, outcome });
}

/** Answers a scrape of this web process. Without the token there is no such page. */
export async function answerScrape(headers: Headers): Promise<Response> {
  openMetrics();
  const metrics = await scrape(headers.get("authorization"));
  const common = { "cache-control": "private, no-store" };
  if (metrics === null) return new Response(null, { status: 404, headers: common });
  return new Response(metrics.body, { headers: { ...common, "content-type": metrics.type } });
}
