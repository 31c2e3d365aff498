import { type ServerType, serve } from "@hono/node-server";
import type { Hono } from "hono";

/** A report is smaller than one packet; who takes longer to send one only holds the connection. */
const PATIENCE_MS = 10_000;

/** Longer than proxies keep theirs (60 seconds to two minutes): a report sent on a connection that is just closed is lost to us. */
const KEEP_ALIVE_MS = 125_000;

/**
 * Opens the way in.
 *
 * @param onOpen Gets the port, which was free where 0 was asked for.
 * @param patienceMs How long a request may take to arrive; it is then answered 408 and its connection closed.
 */
export function listen(
  app: Hono,
  address: { readonly port: number; readonly hostname: string },
  onOpen: (port: number) => void,
  patienceMs = PATIENCE_MS,
): ServerType {
  const limits = {
    ...{ headersTimeout: patienceMs, requestTimeout: patienceMs, keepAliveTimeout: KEEP_ALIVE_MS },
    connectionsCheckingInterval: Math.ceil(patienceMs / 5),
  };
  return serve({ fetch: app.fetch, ...address, serverOptions: limits }, ({ port }) => onOpen(port));
}
