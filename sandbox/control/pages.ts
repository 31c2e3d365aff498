import type { IncomingMessage } from "node:http";
import type { Answer } from "../answer.ts";
import type { World } from "../world.ts";
import { accountsPage } from "./accounts-page.ts";
import { keysPage } from "./keys-page.ts";
import { ledgerPage } from "./ledger-page.ts";
import { mailboxPage, mailHtml, oneMailPage } from "./mail-page.ts";
import { switchesPage } from "./switches-page.ts";
import { type Visit, visitOf } from "./visit.ts";
import { workspacesPage } from "./workspaces-page.ts";

const pages: Record<string, (visit: Visit) => Answer> = {
  "/": ledgerPage,
  "/mailbox": mailboxPage,
  "/keys": keysPage,
  "/switches": switchesPage,
  "/workspaces": workspacesPage,
  "/accounts": accountsPage,
};

/** The control pages; null when the address is not one of them. */
export async function controlPages(world: World, request: IncomingMessage, url: URL): Promise<Answer | null> {
  const page = pages[url.pathname];
  if (page !== undefined) return page(await visitOf(world, request, url));
  const [, mailbox, id, part] = url.pathname.split("/");
  if (mailbox !== "mailbox" || id === undefined || request.method !== "GET") return null;
  const visit = await visitOf(world, request, url);
  return part === "html" ? mailHtml(visit, id) : oneMailPage(visit, id);
}
