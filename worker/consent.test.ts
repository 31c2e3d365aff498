import { afterAll, beforeAll, expect, it } from "vitest";
import { z } from "zod";
import { resumeCampaign } from "#lib/domain/campaigns/commands/resume-campaign";
import { estimateList } from "#lib/domain/campaigns/estimate-queries";
import { compileTemplate } from "#lib/domain/campaigns/template";
import { personRecord } from "#lib/domain/consent/person-queries";
import { msisdnFromRow } from "#lib/domain/contacts/model";
import { findOptOutPage, optOut } from "#lib/gate/opt-out";
import { setCompanyStage } from "./company-stage.fixture.ts";
import { judge } from "./judge.fixture.ts";
import { eventually, FIRST_MSISDN, openTheatre, type Stage, setStage } from "./stage.fixture.ts";
import { type RunningWorker, startWorker } from "./worker.ts";

const theatre = openTheatre();
let worker: RunningWorker;
beforeAll(async () => {
  worker = await startWorker();
});
afterAll(() => worker.stop());

const BRAND = "696422";
const PEOPLE = 6;
const SHOW = { path: "/v1/consent/show" };
const Credentials = z.object({ key: z.string(), hash: z.string() });
const Orders = z.object({
  orders: z.array(z.object({ iys_list: z.string().nullable(), first: z.number(), last: z.number() })),
});
const Calls = z.object({ calls: z.array(z.object({ path: z.string() })) });

/** Has somebody say something at İYS, elsewhere than here. */
async function sayAtIys(
  stage: Stage,
  status: "ONAY" | "RET",
  numbers: readonly number[],
  recipientType: "BIREYSEL" | "TACIR" = "BIREYSEL",
): Promise<void> {
  const { key, hash } = Credentials.parse(await theatre.sandbox().control("GET", `/accounts/${stage.remote}`));
  const consentDate = new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 19).replace("T", " ");
  const entry = { recipientType, type: "MESAJ", status, source: "HS_WEB", consentDate };
  const list = numbers.map((number) => ({ recipient: `+${number}`, ...entry }));
  const answer = await fetch(`${theatre.sandbox().iletimerkezi}/v1/consent/create/json`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ request: { authentication: { key, hash }, consent: { brandCode: BRAND, list } } }),
  });
  expect(answer.status).toBe(200);
}

const numbers = (...places: number[]) => places.map((place) => FIRST_MSISDN + place);
const questions = async (stage: Stage) =>
  Calls.parse(
    await theatre.sandbox().control("GET", `/calls?on=iletimerkezi&path=/v1/consent/show&workspace=${stage.remote}`),
  ).calls.length;

/** Consents on record here for the first people of a list. */
const grantHere = (stage: Stage, people: number) =>
  theatre.owner().query(
    `INSERT INTO consents (workspace_id, msisdn, status, source, proof, given_at)
     SELECT $1, $2::bigint + n, 'granted', 'paper', 'imza', now() - interval '1 year' FROM generate_series(1, $3::int) AS n`,
    [stage.workspace.id, FIRST_MSISDN, people],
  );

/** A workspace whose İYS brand is known, and whose people all have a consent on record here. */
async function branded(): Promise<Stage> {
  const stage = await setCompanyStage(theatre, "iletimerkezi");
  const values = [stage.workspace.id, BRAND];
  await theatre.owner().query("UPDATE connections SET iys_brand = $2 WHERE workspace_id = $1", values);
  await grantHere(stage, PEOPLE);
  return stage;
}

const goOut = async (stage: Stage, kind: "commercial" | "informational" = "commercial") => {
  const campaignId = await stage.makeCampaign({ people: PEOPLE, kind, text: "Herkese aynı metin." });
  await stage.wake();
  return campaignId;
};

it("R-130 nobody is claimed before İYS said yes: no record, a stranger and a refusal there are left out", async () => {
  const stage = await branded();
  await sayAtIys(stage, "ONAY", numbers(1, 2, 3, 4));
  await sayAtIys(stage, "RET", numbers(4));
  const campaignId = await goOut(stage);
  await stage.until(campaignId, ["completed"]);
  expect(await judge(stage, theatre, campaignId, PEOPLE)).toEqual({ delivered: 3, skipped: 3 });
  const { rows } = await theatre
    .owner()
    .query("SELECT DISTINCT reason FROM messages WHERE campaign_id = $1 AND state = 'skipped'", [campaignId]);
  expect(rows).toEqual([{ reason: "no_consent" }]);

  // A day is how long a yes holds: within it nobody is asked again, after it everybody is, before anything leaves.
  const asked = await questions(stage);
  const again = await goOut(stage);
  await stage.until(again, ["completed"]);
  expect(await questions(stage)).toBe(asked);
  await theatre
    .owner()
    .query(
      "UPDATE iys_checks SET asked_at = asked_at - interval '25 hours', wanted_at = wanted_at - interval '25 hours' WHERE workspace_id = $1",
      [stage.workspace.id],
    );
  await sayAtIys(stage, "RET", numbers(1));
  const later = await goOut(stage);
  await stage.until(later, ["completed"]);
  expect(await stage.counts(later)).toEqual({ delivered: 2, skipped: 4 });
});

it("R-130 a contact who is a merchant is asked about and written to under that list, everybody else under the brand's", async () => {
  const stage = await branded();
  await theatre.owner().query(
    `INSERT INTO contacts (workspace_id, id, msisdn, source, list_type)
     SELECT $1, gen_random_uuid(), n, 'member', 'merchant' FROM unnest($2::bigint[]) AS n`,
    [stage.workspace.id, numbers(2, 3)],
  );
  await sayAtIys(stage, "ONAY", numbers(1, 3, 4, 5, 6));
  await sayAtIys(stage, "ONAY", numbers(2), "TACIR");
  const campaignId = await goOut(stage);
  await stage.until(campaignId, ["completed"]);
  // The third said yes as a person, and is a merchant.
  expect(await judge(stage, theatre, campaignId, PEOPLE)).toEqual({ delivered: 5, skipped: 1 });
  const { orders } = Orders.parse(await theatre.sandbox().control("GET", `/orders?account=${stage.remote}`));
  const sizes = orders.map(({ iys_list, first, last }) => [iys_list, last - first + 1]);
  expect(Object.fromEntries(sizes)).toEqual({ BIREYSEL: 4, TACIR: 1 });
});

it("R-130 while the check is down its people are held, neither failed nor sent, and go on when it answers", async () => {
  const stage = await branded();
  await sayAtIys(stage, "ONAY", numbers(1, 2, 3, 4, 5, 6));
  await stage.switchOn({ kind: "status", status: 503 }, { ...SHOW, times: null });
  const campaignId = await goOut(stage);
  await eventually("held", async () => (await stage.state(campaignId)).state_reason === "consent_check");
  expect(await stage.counts(campaignId)).toEqual({ pending: PEOPLE });
  expect(await stage.ledger()).toEqual([]);
  await expect(stage.workspace.transact((tx) => resumeCampaign(tx, { campaignId }))).rejects.toMatchObject({
    code: "campaign.pause_remains",
  });
  await stage.clearSwitches();
  await stage.until(campaignId, ["completed"]);
  expect(await judge(stage, theatre, campaignId, PEOPLE)).toEqual({ delivered: PEOPLE });
});

it("R-130 an informational campaign asks nobody and goes out while the check is down", async () => {
  const stage = await branded();
  await stage.switchOn({ kind: "status", status: 503 }, { ...SHOW, times: null });
  const campaignId = await goOut(stage, "informational");
  await stage.until(campaignId, ["completed"]);
  expect([await stage.counts(campaignId), await questions(stage)]).toEqual([{ delivered: PEOPLE }, 0]);
});

it("R-131 each person's own address in a commercial text: as long as counted, opens without a sign-in, refuses at once and for good", async () => {
  const stage = await setStage(theatre);
  const owner = theatre.owner();
  await grantHere(stage, 3);
  const text = `${"İndirim ".repeat(14)}Ret: {{ret bağlantısı}}`;
  const campaignId = await stage.makeCampaign({ people: 3, kind: "commercial", text });
  await stage.wake();
  await stage.until(campaignId, ["completed"]);
  const bodies = new Map((await stage.ledger()).map(({ to, body }) => [to, body]));
  const tokenOf = (place: number) => bodies.get(`+${FIRST_MSISDN + place}`)?.split("/o/")[1] ?? "";
  expect(new Set([1, 2, 3].map(tokenOf)).size).toBe(3);
  const sent = await owner.query(
    "SELECT sum(parts)::int AS parts, min(length(body)) AS least, max(length(body)) AS most FROM messages WHERE campaign_id = $1",
    [campaignId],
  );
  const { rows } = await owner.query('SELECT import_id AS "importId" FROM campaigns WHERE id = $1', [campaignId]);
  const list = {
    ...rows[0],
    reading: 1,
    fromLine: null,
    leaveOut: null,
    frequency: null,
    reachesForeign: true,
    kept: 3,
  };
  const { template } = compileTemplate(text, ["Telefon", "Ad"]);
  const counted = await stage.workspace.sql((sql) => estimateList(sql, list, template, "test"));
  expect(counted?.everyone.segments).toBe(sent.rows[0].parts);
  expect(sent.rows[0].least).toBe(sent.rows[0].most);

  const page = await findOptOutPage(tokenOf(2));
  expect(page).toMatchObject({ brand: "Ihlamur Ev", person: { msisdn: FIRST_MSISDN + 2 } });
  const person = () => stage.workspace.transact((tx) => personRecord(tx, msisdnFromRow(FIRST_MSISDN + 2)));
  expect((await person())?.suppressed).toBeNull();
  await optOut(tokenOf(2), "", "1.2.3.4");
  await optOut(tokenOf(2), "0532 123 45 67", "1.2.3.4");
  const record = await person();
  expect(record).toMatchObject({ consent: { status: "refused", source: "website_form" } });
  expect(record?.suppressed?.reason).toContain(page?.person?.campaignId);
  expect(record?.events.filter(({ kind }) => kind === "suppressed")).toHaveLength(1);

  // A mark that was made up leaves the page on which a number is typed; another line with this mark is nobody's.
  const token = tokenOf(1);
  expect(await findOptOutPage(`${token.slice(0, 10)}00000000`)).toMatchObject({ person: null });
  expect(await findOptOutPage(`${token.slice(0, 9)}3${token.slice(10)}`)).toMatchObject({ person: null });
  await expect(optOut(`${token.slice(0, 10)}00000000`, "", "1.2.3.4")).rejects.toMatchObject({
    code: "person.number_not_valid",
  });
  expect(await findOptOutPage(`${"0".repeat(10)}${token.slice(10)}`)).toBeNull();
  const again = await stage.makeCampaign({ people: 3, kind: "commercial", text });
  await stage.wake();
  await stage.until(again, ["completed"]);
  expect(await stage.counts(again)).toEqual({ delivered: 2, skipped: 1 });
});
