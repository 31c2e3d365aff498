import { finishConnectReturn } from "#lib/gate/connect-browser";

// Where the provider sends people back to. It draws nothing: the answer in the address is used up, and the browser goes on.
export const GET = finishConnectReturn;

// Without this, Next would answer HEAD with GET, and a program that only looks would use the answer up.
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: "GET", "cache-control": "no-store" } });
}
