import { z } from "zod";
import { type Answer, json } from "../answer.ts";
import {
  type Account,
  IletimerkeziAccount,
  ordinaryIletimerkezi,
  ordinaryTurkeysms,
  TurkeysmsAccount,
} from "../companies/accounts.ts";
import { ControlRefusal, type Question } from "./question.ts";

const ListQuery = z.strictObject({ system: z.enum(["iletimerkezi", "turkeysms"]).optional() });
const OfAccount = z.strictObject({ account: z.string().optional() });
const PanelBlock = z.strictObject({ number: z.string().regex(/^\+90\d{10}$/), blocked: z.boolean() });
const NewInbound = z.strictObject({ from: z.string(), to: z.string().default("MAGAZA"), text: z.string() });

const changes = {
  iletimerkezi: z.strictObject(IletimerkeziAccount.omit({ system: true, id: true }).partial().shape),
  turkeysms: z.strictObject(TurkeysmsAccount.omit({ system: true, id: true }).partial().shape),
};

/** The account with what was given in place of what it had. Objects such as the balance are given whole. */
export function changedAccount(account: Account, change: unknown): Account {
  // Undefined fields are left out by the parser, so nothing that is there is lost.
  if (account.system === "iletimerkezi")
    return IletimerkeziAccount.parse({ ...account, ...changes.iletimerkezi.parse(change) });
  return TurkeysmsAccount.parse({ ...account, ...changes.turkeysms.parse(change) });
}

function known({ world }: Question, id: string): Account {
  const account = world.companies.get(id);
  if (account === undefined) throw new ControlRefusal(404, `There is no account ${id}.`);
  return account;
}

const NewAccount = z.looseObject({ system: z.enum(["iletimerkezi", "turkeysms"]), id: z.string().optional() });

function made(question: Question): Answer {
  const { system, id, ...change } = NewAccount.parse(question.body);
  if (id !== undefined && question.world.companies.get(id) !== undefined)
    throw new ControlRefusal(409, `${id} exists.`);
  const ordinary = system === "iletimerkezi" ? ordinaryIletimerkezi() : ordinaryTurkeysms();
  const account = changedAccount(id === undefined ? ordinary : { ...ordinary, id }, change);
  question.world.companies.put(account);
  return json(201, account);
}

/** The control calls for the two SMS companies. */
export const accountRoutes: Record<string, (question: Question, name: string) => Answer> = {
  "GET /control/accounts": ({ world, query }) => {
    const { system } = ListQuery.parse(query);
    return json(200, {
      accounts: world.companies.all().filter((one) => system === undefined || one.system === system),
    });
  },
  "POST /control/accounts": made,
  "GET /control/accounts/:name": (question, id) => json(200, known(question, id)),
  "PATCH /control/accounts/:name": (question, id) => {
    const account = changedAccount(known(question, id), question.body);
    question.world.companies.put(account);
    return json(200, account);
  },
  "DELETE /control/accounts/:name": (question, id) => {
    question.world.companies.delete(known(question, id).id);
    return json(200, { deleted: id });
  },
  "POST /control/accounts/:name/inbox": (question, id) => {
    const message = NewInbound.parse(question.body);
    return json(201, question.world.companies.receive({ ...message, account: known(question, id).id, at: Date.now() }));
  },
  "POST /control/accounts/:name/blacklist": (question, id) => {
    const { number, blocked } = PanelBlock.parse(question.body);
    const { companies } = question.world;
    const account = known(question, id).id;
    if (blocked) companies.block(account, number, Date.now());
    else companies.unblock(account, number);
    return json(200, { blocked: companies.blocked(account) });
  },
  "GET /control/orders": ({ world, query }) =>
    json(200, { orders: world.companies.orders(OfAccount.parse(query).account).slice(0, 1_000) }),
  "GET /control/blacklist": ({ world, query }) =>
    json(200, { blocked: world.companies.blocked(OfAccount.parse(query).account) }),
  "GET /control/consents": ({ world, query }) =>
    json(200, { consents: world.companies.consents(OfAccount.parse(query).account) }),
};
