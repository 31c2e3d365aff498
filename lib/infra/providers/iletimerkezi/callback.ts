import { z } from "zod";
import type { PushedReport } from "#lib/infra/providers/driver";
import { Id, readNumber } from "#lib/infra/providers/iletimerkezi/values";

const Status = z.enum(["accepted", "delivered", "undelivered"]);

const Nested = z.object({
  report: z.object({ id: Id, packet_id: Id, status: Status, to: z.union([z.string(), z.number()]) }),
});
/** As one of the company's own clients reads it: flat, and without an id of the report. */
const Flat = z.object({ orderId: Id, number: z.union([z.string(), z.number()]), status: Status });

/**
 * Reads a delivery report of the company; null for anything else.
 *
 * Its documents and two of its clients agree on the nested shape, a third reads a flat one; both are taken. The text of
 * the message, which comes along, is not looked at.
 */
export function readIletimerkeziReport(body: unknown): PushedReport | null {
  const nested = Nested.safeParse(body).data?.report;
  if (nested !== undefined) return made(nested.id, nested.packet_id, nested.to, nested.status);
  const flat = Flat.safeParse(body).data;
  return flat === undefined ? null : made(null, flat.orderId, flat.number, flat.status);
}

/** Without an id of its own a report is known by its order and its number, however that was written. */
function made(
  id: string | null,
  providerId: string,
  number: string | number,
  state: PushedReport["state"],
): PushedReport | null {
  const to = readNumber(number);
  return to === null ? null : { reportId: id ?? `${providerId}:${to}`, providerId, to, state, providerCode: state };
}
