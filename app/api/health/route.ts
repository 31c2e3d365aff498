import { isDatabaseUp } from "#lib/gate/health";

export const dynamic = "force-dynamic";

/** For supervisors and load balancers: 200 while pages can be served, 503 while the database is out of reach. */
export async function GET(): Promise<Response> {
  const isUp = await isDatabaseUp();
  const headers = { "cache-control": "no-store" };
  return Response.json({ status: isUp ? "ok" : "database out of reach" }, { status: isUp ? 200 : 503, headers });
}
