import { type Context, Hono } from "hono";
import { bodyLimit } from "hono/body-limit";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { MOST_WAITING } from "#lib/domain/connections/report-hook-queries";
import { type FoundHook, findReportHooks, readReportHook } from "#lib/gate/job";
import { hashToken } from "#lib/infra/crypto/tokens";
import type { WaitingReport } from "#lib/infra/db/report-inbox";
import { log } from "#lib/infra/log";
import { counter } from "#lib/infra/metrics";
import { providerOf } from "#lib/infra/providers/registry";
import { TooManyWaiting } from "./group-commit.ts";
import { Hooks } from "./hooks.ts";
import { Seldom } from "./seldom.ts";

/** A report and the text it reports on are far below this. */
const LARGEST_BODY = 16 * 1024;
/** Reports a second that one address may send; the fastest provider sends a tenth of it. */
const MOST_A_SECOND = 2_000;
const BUSY_SECONDS = 30;

const answered = counter("tellal_reports_total", "Requests with delivery reports, by the status of the answer", [
  "answer",
]);

/** What the way in needs. */
export interface ReportsOptions {
  /** Makes a report durable. */
  keep(report: WaitingReport): Promise<void>;
  readHook?: typeof readReportHook;
  mostASecond?: number;
}

/** Whether a request says how long its body is, which the parser of HTTP holds it to, and that it is no longer than it may be. */
function isShort({ req }: Context): boolean {
  const length = Number(req.header("content-length") ?? Number.NaN);
  return req.header("transfer-encoding") === undefined && length <= LARGEST_BODY;
}

function busy(context: Context, seconds: number) {
  context.header("Retry-After", String(seconds));
  return context.json({ error: "busy" }, 429);
}

/**
 * The way in for delivery reports, at `/dlr/{token}`.
 *
 * An address that is not, or no longer, good answers 404 to everything, and so does anything but POST. 2xx is answered
 * only when the report is durable. Neither the token nor a body is ever logged.
 */
export function reportsApp({ keep, readHook = readReportHook, mostASecond = MOST_A_SECOND }: ReportsOptions): Hono {
  const app = new Hono();
  const hooks = new Hooks(findReportHooks, (place) => readHook(place, MOST_WAITING));
  const limited = bodyLimit({ maxSize: LARGEST_BODY, onError: (context) => context.json({ error: "too large" }, 413) });
  const seldom = new Seldom();
  const limiter = new RateLimiterMemory({ points: mostASecond, duration: 1 });

  const take = async (context: Context, hook: FoundHook) => {
    const type = context.req.header("content-type") ?? "";
    if (!/^application\/json\s*(;|$)/i.test(type)) return context.json({ error: "send JSON" }, 415);
    const body: unknown = await context.req.json().catch(() => undefined);
    const report = providerOf(hook.provider).readReport?.(body) ?? null;
    if (report === null) {
      const { connectionId } = hook;
      seldom.say(connectionId, (times) => log.warn({ connectionId, times }, "a delivery report that cannot be read"));
      return context.json({ error: "this is no delivery report" }, 400);
    }
    const { workspaceId, connectionId } = hook;
    const { reportId, providerId, state, providerCode } = report;
    const msisdn = Number(report.to.slice(1));
    await keep({ workspaceId, connectionId, reportId, providerId, msisdn, state, providerCode });
    return context.json({ status: "ok" });
  };

  app.use("/dlr/:token", async (context, next) => {
    await next();
    answered.inc({ answer: String(context.res.status) });
  });
  app.post(
    "/dlr/:token",
    // The library turns every body into a web stream to count it, which took as long as all the rest.
    (context, next) => (isShort(context) ? next() : limited(context, next)),
    async (context) => {
      const hook = await hooks.find(hashToken(context.req.param("token")));
      if (hook === null) return context.notFound();
      if (hook.waiting > MOST_WAITING) {
        const { workspaceId, connectionId } = hook;
        // The alert names no workspace; whoever looks for it finds it here.
        const say = (times: number) => log.warn({ workspaceId, connectionId, times }, "too many delivery reports wait");
        seldom.say(`full ${connectionId}`, say);
        return busy(context, BUSY_SECONDS);
      }
      try {
        await limiter.consume(hook.connectionId);
      } catch (error) {
        if (error instanceof RateLimiterRes) return busy(context, 1);
        throw error;
      }
      return take(context, hook);
    },
  );
  app.notFound((context) => context.json({ error: "not found" }, 404));
  app.onError((error, context) => {
    if (error instanceof TooManyWaiting) return busy(context, 1);
    seldom.say("kept", (times) => log.error({ err: error, times }, "a delivery report could not be kept"));
    context.header("Retry-After", String(BUSY_SECONDS));
    return context.json({ error: "try again" }, 503);
  });
  return app;
}
