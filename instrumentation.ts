import type { Instrumentation } from "next";

/** Runs once when the web process starts, before the first request: with bad settings it does not start at all. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs" || process.env.NEXT_PHASE === "phase-production-build") return;
  const { openWeb } = await import("#lib/gate/boot");
  await openWeb();
}

/** Writes down what no page caught. The address is not logged: it may carry the token of a mailed link. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { logRequestError } = await import("#lib/gate/boot");
  const [requestId] = [request.headers["x-request-id"]].flat();
  logRequestError(error, { method: request.method, route: context.routePath, kind: context.routeType, requestId });
};
