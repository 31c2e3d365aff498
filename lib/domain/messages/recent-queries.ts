import { Prisma } from "#lib/infra/db/generated/client";

/** Days that may lie between the writing of a message and its sending: a start put off by rests, a pace and a pause. */
const LONGEST_WAIT_DAYS = 40;

/** The states of a message that has reached the provider. */
const SENT = Prisma.sql`('accepted', 'rejected', 'expired', 'undelivered', 'delivered')`;

/** Ids carry the millisecond in their first twelve digits: months before the days in question are passed over unread. */
function writtenSince(days: number): Prisma.Sql {
  return Prisma.sql`m.id >= (lpad(to_hex((extract(epoch FROM now() - make_interval(days => ${days + LONGEST_WAIT_DAYS}::int))
    * 1000)::bigint), 12, '0') || '00000000000000000000')::uuid`;
}

/** Whether the message `m` reached the provider within so many days. */
export function sentWithin(days: number): Prisma.Sql {
  return Prisma.sql`m.state IN ${SENT} AND ${writtenSince(days)}
    AND coalesce(m.accepted_at, m.state_at) > now() - make_interval(days => ${days}::int)`;
}

/** Whether the message `m` did so, or may still do: it waits, is on its way, or nobody knows. */
export function sentOrOpenWithin(days: number): Prisma.Sql {
  return Prisma.sql`${writtenSince(days)} AND (m.state IN ('pending', 'held', 'claimed', 'submitted', 'unknown')
    OR m.state IN ${SENT} AND coalesce(m.accepted_at, m.state_at) > now() - make_interval(days => ${days}::int))`;
}
