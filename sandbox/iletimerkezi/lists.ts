import { type Answer, isObject } from "../answer.ts";
import type { IletimerkeziAccount } from "../companies/accounts.ts";
import type { World } from "../world.ts";
import { Code, success } from "./answers.ts";
import { pageAsked } from "./paging.ts";
import { numberOf, readLocalTime } from "./values.ts";

function bound(filter: unknown, name: "start" | "end", open: number): number {
  const value = isObject(filter) ? filter[name] : undefined;
  if (value === undefined) return open;
  const at = readLocalTime(value);
  if (at === null) throw new Code(400);
  return at;
}

/** `POST /v1/get-blacklist/json`; paging works under `blacklist` only. */
export function getBlacklist(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  const asked = isObject(wanted) ? wanted : {};
  const page = pageAsked(asked);
  const start = bound(asked.filter, "start", Number.NEGATIVE_INFINITY);
  const end = bound(asked.filter, "end", Number.POSITIVE_INFINITY);
  const found = world.companies.blocked(account.id).filter(({ at }) => at >= start && at <= end + 999);
  const number = found.slice(page.start, page.start + page.rows).map((one) => one.number);
  return success(account, { blacklist: { count: found.length, number } });
}

function oneNumber(wanted: unknown): string {
  const number = numberOf(isObject(wanted) ? wanted.number : undefined);
  if (number === null) throw new Code(466);
  return number;
}

/** `POST /v1/add-blacklist/json`: as often as one likes. */
export function addBlacklist(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  world.companies.block(account.id, oneNumber(wanted), Date.now());
  return success(account);
}

/** `POST /v1/delete-blacklist/json`: once. */
export function deleteBlacklist(world: World, account: IletimerkeziAccount, wanted: unknown): Answer {
  if (!world.companies.unblock(account.id, oneNumber(wanted))) throw new Code(474);
  return success(account);
}
