import { sentWithin } from "#lib/domain/messages/recent-queries";
import { Prisma } from "#lib/infra/db/generated/client";
import type { SegmentCondition, SegmentRule } from "./rule.ts";

/** Whether a campaign's message reached the provider for the number of `c` within so many days. */
function messagedWithin(days: number): Prisma.Sql {
  return Prisma.sql`EXISTS (SELECT FROM messages m WHERE m.workspace_id = c.workspace_id AND m.msisdn = c.msisdn
    AND m.source = 'campaign' AND ${sentWithin(days)})`;
}

/** Whether a text is found anywhere, whatever its letters' size: the four kinds of I are one letter, or YILMAZ would not be Yılmaz. */
function contains(column: Prisma.Sql, text: string): Prisma.Sql {
  const fold = (one: Prisma.Sql) => Prisma.sql`lower(translate(${one}, 'İIı', 'iii'))`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return Prisma.sql`${fold(column)} LIKE ${fold(Prisma.sql`${pattern}::text`)}`;
}

function conditionOf(one: SegmentCondition): Prisma.Sql {
  switch (one.on) {
    case "tag": {
      const has = Prisma.sql`${one.value}::text = ANY (c.tags)`;
      return one.is === "has" ? has : Prisma.sql`NOT (${has})`;
    }
    case "field":
      return fieldCondition(one);
    case "name":
      if (one.is === "contains") return contains(Prisma.sql`c.name`, one.value);
      return one.is === "filled" ? Prisma.sql`c.name <> ''` : Prisma.sql`c.name = ''`;
    case "consent": {
      const word = Prisma.sql`SELECT FROM consents t WHERE t.workspace_id = c.workspace_id AND t.msisdn = c.msisdn`;
      if (one.is === "none") return Prisma.sql`NOT EXISTS (${word})`;
      return Prisma.sql`EXISTS (${word} AND t.status = ${one.is}::consent_status)`;
    }
    case "list":
      return one.is === "none"
        ? Prisma.sql`c.list_type IS NULL`
        : Prisma.sql`c.list_type IS NOT DISTINCT FROM ${one.is}::text`;
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
  const held = Prisma.sql`coalesce(c.fields->>${one.field}::text, '')`;
  switch (one.is) {
    case "equals":
      return Prisma.sql`${held} = ${one.value}::text`;
    case "differs":
      return Prisma.sql`${held} <> ${one.value}::text`;
    case "contains":
      return contains(held, one.value);
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
