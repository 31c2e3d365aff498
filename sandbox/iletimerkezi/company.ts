import { type Answer, isObject } from "../answer.ts";
import { credentialMark, type IletimerkeziAccount } from "../companies/accounts.ts";
import type { Company, Incoming } from "../companies/serve.ts";
import type { World } from "../world.ts";
import { Code, statusOnly, success } from "./answers.ts";
import { createConsents, showConsent } from "./consents.ts";
import { addBlacklist, deleteBlacklist, getBlacklist } from "./lists.ts";
import { getInbox, getReport, getReports } from "./reports.ts";
import { cancelOrder, sendSms } from "./send.ts";
import { numberOf } from "./values.ts";

type Request = Record<string, unknown>;
type Handler = (
  world: World,
  account: IletimerkeziAccount,
  request: Request,
  incoming: Incoming,
) => Promise<Answer> | Answer;

const handlers: Record<string, Handler> = {
  "/v1/send-sms/json": sendSms,
  "/v1/cancel-order/json": (world, account, { order }) =>
    cancelOrder(world, account, isObject(order) ? order.id : undefined),
  "/v1/get-report/json": (world, account, { order }) => getReport(world, account, order),
  "/v1/get-reports/json": (world, account, { filter }) => getReports(world, account, filter),
  "/v1/get-balance/json": (_world, account) => success(account, { balance: account.balance }),
  "/v1/get-sender/json": (_world, account) => success(account, { senders: { sender: account.senders } }),
  "/v1/get-blacklist/json": (world, account, { blacklist }) => getBlacklist(world, account, blacklist),
  "/v1/add-blacklist/json": (world, account, { blacklist }) => addBlacklist(world, account, blacklist),
  "/v1/delete-blacklist/json": (world, account, { blacklist }) => deleteBlacklist(world, account, blacklist),
  "/v1/consent/create/json": (world, account, { consent }) => createConsents(world, account, consent),
  "/v1/consent/show/json": (world, account, { consent }) => showConsent(world, account, consent),
  "/v1/get-inbox/json": (world, account) => getInbox(world, account, "post"),
};

function requestOf(body: unknown): Request | null {
  return isObject(body) && isObject(body.request) ? body.request : null;
}

function accountOf(world: World, body: unknown): IletimerkeziAccount | undefined {
  const authentication = requestOf(body)?.authentication;
  if (!isObject(authentication)) return undefined;
  const { key, hash } = authentication;
  return typeof key === "string" && typeof hash === "string" ? world.companies.byKeyAndHash(key, hash) : undefined;
}

function recipientsOf(body: unknown): string[] {
  const order = requestOf(body)?.order;
  const message = isObject(order) ? order.message : undefined;
  const groups: unknown[] = Array.isArray(message) ? message : [message];
  return groups.flatMap((group) => {
    const list = isObject(group) && isObject(group.receipents) ? group.receipents.number : [];
    return Array.isArray(list) ? list.flatMap((one: unknown) => numberOf(one) ?? []) : [];
  });
}

async function route(world: World, incoming: Incoming): Promise<Answer> {
  const { method, path, body, query } = incoming;
  // The older reading of the inbox carries its credentials where GET has room for them.
  if (method === "GET" && path === "/v1/inbox/json") {
    const account = world.companies.byKeyAndHash(query.key ?? "", query.hash ?? "");
    if (account === undefined) throw new Code(404);
    return getInbox(world, account, "get");
  }
  const handler = handlers[path];
  if (handler === undefined || method !== "POST") throw new Code(404);
  const request = requestOf(body);
  if (request === null) throw new Code(400);
  const account = accountOf(world, body);
  if (account === undefined || !account.api_access) throw new Code(401);
  return handler(world, account, request, incoming);
}

/** The stand-in for iletiMerkezi: everything under `/v1`, credentials in every body, the HTTP status is the code. */
export const iletimerkezi: Company = {
  on: "iletimerkezi",
  look(world, { body }) {
    const account = accountOf(world, body);
    const key = account === undefined ? null : credentialMark(account.key);
    return { workspace: account?.id ?? null, key, recipients: recipientsOf(body) };
  },
  async answer(world, incoming) {
    try {
      return await route(world, incoming);
    } catch (error) {
      if (error instanceof Code) return statusOnly(error.code);
      throw error;
    }
  },
  isDone: ({ status }) => status === 200,
  error: (status, code, message) => statusOnly(code === undefined ? status : Number(code), message, status),
  reshape: (answer) => answer,
};
