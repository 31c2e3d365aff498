/** SQLSTATE classes that pass by themselves: connection lost, transaction collided, out of resources, server in another mode. */
const PASSING = /^(?:08|40|53|55P03|57P|25006|58)/;

/** What the socket says when the server is gone or coming. */
const SOCKET = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "ETIMEDOUT", "ENOENT", "EHOSTUNREACH", "ENETUNREACH"]);

/**
 * Tells whether a failed database call may succeed when repeated unchanged: the server restarted, two transactions
 * collided, a disk was full for a moment. An error of the statement itself never passes.
 */
export function isPassing(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  if (code !== undefined) return PASSING.test(code) || SOCKET.has(code);
  // The driver names some losses in words only: a closed connection, and a pool that got none in time.
  return /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i.test(
    error.message,
  );
}
