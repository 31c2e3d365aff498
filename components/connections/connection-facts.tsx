import { clsx } from "clsx";
import { useFormatter, useTranslations } from "next-intl";
import { Facts } from "#components/ui/key-values";
import { Meter } from "#components/ui/meter";
import type { QuotaGate, StoredAccount } from "#lib/domain/connections/model";

/** What is known of a connection's account, and when it was read. */
export interface KnownAccount {
  /** Whether there is a plan with a quota to be known, or else a balance. */
  readonly tellsPlan: boolean;
  readonly account: StoredAccount | null;
  readonly accountAt: Date | null;
  readonly gate: QuotaGate;
  readonly lastOkAt: Date | null;
  readonly latencyMs: number | null;
  readonly silentSince: Date | null;
  readonly connectedAt: Date;
  readonly keyHint: string | null;
  readonly pushed: { readonly hasAddress: boolean; readonly lastAt: Date | null; readonly foreign: number } | null;
}

interface ConnectionFactsProps {
  known: KnownAccount;
  zone: string;
  now: Date;
}

/** Plan, quota, health and age of a connection. Values that the provider no longer confirms are faded. */
export function ConnectionFacts({ known, zone, now }: ConnectionFactsProps) {
  const t = useTranslations("connections");
  const format = useFormatter();
  const date = (at: Date) => format.dateTime(at, "date", { timeZone: zone });
  const age = known.accountAt === null ? undefined : t("age", { age: format.relativeTime(known.accountAt, now) });
  const isOld = known.silentSince !== null;
  return (
    <Facts
      items={[
        ...(!known.tellsPlan
          ? [balanceFact(known.account, t, isOld, age)]
          : [
              {
                key: "plan",
                term: t("fact.plan"),
                value: <span className={clsx(isOld && "faded")}>{planName(known.account, t)}</span>,
                note: planNote(known.account, t, date) ?? age,
              },
              {
                key: "quota",
                term: t("fact.quota"),
                value: (
                  <span className={clsx(isOld && "faded")}>
                    <Quota account={known.account} gate={known.gate} />
                  </span>
                ),
                note: quotaNote(known.account, t, age),
              },
            ]),
        {
          key: "health",
          term: t("fact.health"),
          value: known.latencyMs === null ? t("health.none") : t("health.latency", { ms: known.latencyMs }),
          note:
            known.silentSince !== null
              ? t("health.silentSince", { time: format.dateTime(known.silentSince, "moment", { timeZone: zone }) })
              : known.lastOkAt === null
                ? undefined
                : t("health.lastOk", { age: format.relativeTime(known.lastOkAt, now) }),
        },
        ...(known.pushed === null ? [] : [reportsFact(known.pushed, t, (at) => format.relativeTime(at, now))]),
        {
          key: "since",
          term: t("fact.since"),
          value: date(known.connectedAt),
          note: known.keyHint === null ? undefined : <code>{t("by", { hint: known.keyHint })}</code>,
        },
      ]}
    />
  );
}

type Words = ReturnType<typeof useTranslations<"connections">>;

/** What an account has left, in its own units; several where the provider says several. */
function balanceFact(account: StoredAccount | null, t: Words, isOld: boolean, age: string | undefined) {
  const balance = account?.balance ?? null;
  if (balance === null) {
    const note = account === null ? undefined : t("quota.unknownNote");
    return { ...{ key: "balance", term: t("fact.balance"), note }, value: t("quota.unknown") };
  }
  const parts = [
    balance.messages === null ? null : t("balance.messages", { count: balance.messages }),
    balance.lira === null ? null : t("balance.lira", { amount: balance.lira }),
    balance.internationalLira === null ? null : t("balance.abroad", { amount: balance.internationalLira }),
  ];
  const text = parts.filter((part) => part !== null).join(" · ");
  return {
    ...{ key: "balance", term: t("fact.balance"), note: age },
    value: <span className={clsx(isOld && "faded")}>{text === "" ? t("quota.unknown") : text}</span>,
  };
}

/** How delivery reports come, and how many were about messages of another application on the same account. */
function reportsFact(pushed: NonNullable<KnownAccount["pushed"]>, t: Words, age: (at: Date) => string) {
  const notes = [
    pushed.lastAt === null ? t("reports.never") : t("reports.last", { age: age(pushed.lastAt) }),
    pushed.foreign === 0 ? null : t("reports.foreign", { count: pushed.foreign }),
  ];
  return {
    ...{ key: "reports", term: t("fact.reports"), value: t(pushed.hasAddress ? "reports.sent" : "reports.asked") },
    note: pushed.hasAddress ? notes.filter((note) => note !== null).join(", ") : t("reports.askedNote"),
  };
}

const STATUSES = ["active", "trialing", "past_due", "canceled", "unknown"] as const;

function planName(account: StoredAccount | null, t: Words): string {
  if (account === null) return t("plan.unknown");
  if (account.plan === null) return t("plan.none");
  if (account.plan.name !== "") return account.plan.name;
  return t(account.plan.status === "unknown" ? "plan.unknown" : "plan.unnamed");
}

function planNote(account: StoredAccount | null, t: Words, date: (at: Date) => string): string | undefined {
  const plan = account?.plan;
  if (plan === undefined || plan === null) return undefined;
  const status = STATUSES.find((one) => one === plan.status);
  if (status !== undefined && status !== "active" && status !== "unknown") return t(`plan.status.${status}`);
  return plan.renewsAt === null ? undefined : t("plan.renews", { date: date(new Date(plan.renewsAt)) });
}

/** How much there was, and how old the number is. */
function quotaNote(account: StoredAccount | null, t: Words, age: string | undefined): string | undefined {
  const quota = account?.quota ?? null;
  if (quota === null) return account === null ? undefined : t("quota.unknownNote");
  const parts = [quota.limit === null ? undefined : t("quota.of", { count: quota.limit }), age];
  return parts.filter((part) => part !== undefined).join(", ");
}

/** What is left, in words and as a bar where the provider says how much there was. */
function Quota({ account, gate }: { account: StoredAccount | null; gate: QuotaGate }) {
  const t = useTranslations("connections.quota");
  const quota = account?.quota ?? null;
  if (quota === null) return <>{t("unknown")}</>;
  if (quota.remaining === null) return <>{t("unlimited")}</>;
  const left = t("left", { count: quota.remaining });
  if (quota.limit === null || quota.limit === 0) return <>{left}</>;
  const tone = gate === "used_up" ? "bad" : gate === "low" ? "warn" : "ink";
  return (
    <span className="stack gap-1.5 pb-1">
      {left}
      <Meter label={t("meter")} value={quota.remaining} max={quota.limit} valueText={left} tone={tone} />
    </span>
  );
}
