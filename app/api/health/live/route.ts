export const dynamic = "force-dynamic";

/** For supervisors: 200 while this process answers at all. Whether it can serve pages says `/api/health`. */
export function GET(): Response {
  return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
}
