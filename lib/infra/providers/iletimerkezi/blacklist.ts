import { z } from "zod";
import type { Clock } from "#lib/infra/clock";
import { Figure, readNumber, writeTime } from "#lib/infra/providers/iletimerkezi/values";
import { type Ask, asChange, asRead, timed } from "#lib/infra/providers/iletimerkezi/wire";
import type { Blacklist, Page } from "#lib/infra/providers/services";

const ROWS = 1_000;
const DAY_MS = 86_400_000;

const List = z.object({
  blacklist: z.object({ count: Figure.optional(), number: z.array(z.union([z.string(), z.number()])) }),
});

/** Whether a page holds what it must by the number of all: half a list would look like removals. */
const isWhole = (rows: number, page: number, count = 0): boolean => rows >= Math.min(ROWS, count - (page - 1) * ROWS);

/** The company's list of blocked numbers. Page and size are texts there, and are read only under `blacklist`. */
export function openBlacklist(ask: Ask, clock: Clock): Blacklist {
  return {
    async list(key, page, since) {
      const end = writeTime(new Date(clock.now().getTime() + DAY_MS));
      const filter = since === null ? {} : { filter: { start: writeTime(since), end } };
      const asked = { blacklist: { ...filter, page: String(page), rowCount: String(ROWS) } };
      const { reply, latencyMs } = await timed(() => ask(key, "get-blacklist", asked));
      return asRead(reply, latencyMs, (wire): Page<string> | undefined => {
        const read = List.safeParse(wire);
        if (!read.success) return undefined;
        const { number, count } = read.data.blacklist;
        if (!isWhole(number.length, page, count)) return undefined;
        return { items: number.flatMap((one) => readNumber(one) ?? []), next: number.length < ROWS ? null : page + 1 };
      });
    },

    async add(key, msisdn) {
      return asChange(await ask(key, "add-blacklist", { blacklist: { number: msisdn } }));
    },

    async remove(key, msisdn) {
      const reply = await ask(key, "delete-blacklist", { blacklist: { number: msisdn } });
      // Absent already, or gone with a call whose answer was lost: either way it is as asked.
      return reply.kind === "code" && reply.code === 474 ? { kind: "done" } : asChange(reply);
    },
  };
}
