import { Prisma } from "#lib/infra/db/generated/client";
import type { SegmentCondition, SegmentRule } from "./rule.ts";

/** The states of a message that has reached the provider. */
const SENT = Prisma.sql`('accepted', 'rejected', 'expired', 'undelivered', 'delivered')`;

/** Ids of messages carry the millisecond in their first twelve digits: older ones are passed over unread. */
function idsFrom(days: number): Prisma.Sql {
  return Prisma.sql`(lpad(to_hex((extract(epoch FROM now() - make_interval(days => ${days + 8}::int)) * 1000)::bigint), 12, '0')
    || '00000000000000000000')::uuid`;
}

/** Whether a campaign's message reached the provider for the number of `c` within so many days. A campaign rests a week at most. */
function messagedWithin(days: number): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM messages m WHERE m.workspace_id = c.workspace_id AND m.msisdn = c.msisdn
    AND m.source = 'campaign' AND m.state IN ${SENT} AND m.id >= ${idsFrom(days)}
    AND coalesce(m.accepted_at, m.state_at) > now() - make_interval(days => ${days}::int))`;
}

/** A text to be found anywhere, whatever its letters' size. */
const within = (text: string) => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

function conditionOf(one: SegmentCondition): Prisma.Sql {
  switch (one.on) {
    case "tag": {
      const has = Prisma.sql`${one.value} = ANY (c.tags)`;
      return one.is === "has" ? has : Prisma.sql`NOT (${has})`;
    }
    case "field":
      return fieldCondition(one);
    case "name":
      if (one.is === "contains") return Prisma.sql`c.name ILIKE ${within(one.value)}`;
      return one.is === "filled" ? Prisma.sql`c.name <> ''` : Prisma.sql`c.name = ''`;
    case "consent": {
      const word = Prisma.sql`SELECT FROM consents t WHERE t.workspace_id = c.workspace_id AND t.msisdn = c.msisdn`;
      if (one.is === "none") return Prisma.sql`NOT EXISTS (${word})`;
      return Prisma.sql`EXISTS (${word} AND t.status = ${one.is}::consent_status)`;
    }
    case "messaged":
      return one.is === "within" ? messagedWithin(one.days) : Prisma.sql`NOT ${messagedWithin(one.days)}`;
    case "added": {
      const since = Prisma.sql`now() - make_interval(days => ${one.days}::int)`;
      return one.is === "within" ? Prisma.sql`c.created_at > ${since}` : Prisma.sql`c.created_at <= ${since}`;
    }
  }
}

/** A field that a contact does not have is empty, and differs from every value. */
function fieldCondition(one: Extract<SegmentCondition, { on: "field" }>): Prisma.Sql {
  const held = Prisma.sql`coalesce(c.fields->>${one.field}, '')`;
  switch (one.is) {
    case "equals":
      return Prisma.sql`${held} = ${one.value}`;
    case "differs":
      return Prisma.sql`${held} <> ${one.value}`;
    case "contains":
      return Prisma.sql`${held} ILIKE ${within(one.value)}`;
    case "filled":
      return Prisma.sql`${held} <> ''`;
    case "empty":
      return Prisma.sql`${held} = ''`;
  }
}

/** Who a rule is true of, as a condition on contacts; the table is called `c`. */
export function ruleCondition({ match, conditions }: SegmentRule): Prisma.Sql {
  const each = conditions.map((one) => Prisma.sql`(${conditionOf(one)})`);
  return Prisma.sql`(${Prisma.join(each, match === "all" ? " AND " : " OR ")})`;
}
