import { z } from "zod";
import { Secret } from "#lib/infra/crypto/secret";
import type { BenchContext } from "./context.ts";
import { launch, type Program } from "./programs.ts";
import { type Room, withRoom } from "./room.ts";
import { type BenchAccount, reach, type Scene, setSceneAt, startCampaign } from "./scene.ts";

const Sink = z.object({ url: z.url() });
const Taken = z.object({ taken: z.number(), numbers: z.number() });

/** The minimal provider of a benchmark, as a process. */
export interface Sink {
  readonly url: string;
  /** Messages so far, and the different numbers they were for. */
  taken(): Promise<z.infer<typeof Taken>>;
}

/** What a benchmark of sending works with: a room with a minimal provider, which its workers send to. */
export interface Hall extends Room {
  readonly sink: Sink;
  scene(provider: BenchAccount["provider"], people: number): Promise<Scene>;
  worker(more?: Readonly<Record<string, string>>): Promise<Program>;
}

/** Opens a hall for `work`. @param sinkMs How long the provider takes over every answer. */
export function withHall<T>(context: BenchContext, sinkMs: number, work: (hall: Hall) => Promise<T>): Promise<T> {
  return withRoom(context, async (room) => {
    const program = room.ends(await launch("bench/sink.ts", { SINK_MS: String(sinkMs) }));
    const { url } = Sink.parse(program.ready);
    const addresses = { ILETINIZ_API_URL: url, ILETINIZ_AUTH_URL: url, TURKEYSMS_API_URL: url };
    return work({
      ...room,
      sink: { url, taken: async () => Taken.parse(await (await fetch(`${url}/taken`)).json()) },
      scene: (provider, people) =>
        setSceneAt(room.query, { provider, remote: provider, key: new Secret("bench") }, people),
      worker: (more = {}) => room.worker({ ...addresses, ...more }),
    });
  });
}

/** Writes the messages of a campaign while its connection is held back, so that sending can be measured by itself. */
export async function prepared({ query, wake }: Pick<Room, "query" | "wake">, scene: Scene): Promise<string> {
  const far = "now() + interval '1 hour'";
  await query(`UPDATE connections SET not_before = ${far} WHERE workspace_id = $1`, [scene.workspaceId]);
  const campaignId = await startCampaign(query, scene);
  await wake(scene);
  await reach(query, campaignId, "sending");
  return campaignId;
}

/** Lets a prepared campaign go out, and gives messages a second from its first attempt to its last recorded answer. */
export async function sendPrepared(
  { query, wake }: Pick<Room, "query" | "wake">,
  scene: Scene,
  campaignId: string,
): Promise<number> {
  await query("UPDATE connections SET not_before = NULL WHERE workspace_id = $1", [scene.workspaceId]);
  await wake(scene);
  await reach(query, campaignId, "settling");
  const [row] = await query<{ ms: number; sent: number; people: number }>(
    `SELECT extract(epoch FROM max(settled_at) - min(started_at))::float8 * 1000 AS ms,
       (SELECT sum(messages)::int FROM message_stats s WHERE s.campaign_id = $1 AND s.state IN ('accepted', 'delivered')) AS sent,
       (SELECT people FROM campaigns WHERE id = $1) AS people
     FROM dispatch_attempts WHERE campaign_id = $1`,
    [campaignId],
  );
  if (row === undefined || row.sent !== row.people)
    throw new Error(`only ${row?.sent} of ${row?.people} were accepted`);
  // Nobody asks for reports of this one: the next run has the machine to itself.
  await query("UPDATE chunks SET state = 'settled' WHERE campaign_id = $1", [campaignId]);
  return (row.sent / row.ms) * 1_000;
}
