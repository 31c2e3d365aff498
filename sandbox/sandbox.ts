import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { authListener } from "./authorize/listener.ts";
import { companyListener } from "./companies/serve.ts";
import type { Addresses } from "./control/question.ts";
import { iletimerkezi } from "./iletimerkezi/company.ts";
import { iletinizListener } from "./iletiniz/listener.ts";
import { peopleListener } from "./people/listener.ts";
import { smtpListener } from "./smtp.ts";
import { turkeysms } from "./turkeysms/company.ts";
import { World } from "./world.ts";

const loopback = "127.0.0.1";
// Longer than any client keeps an idle connection, so that the stand-in is never the one to close it first.
const keepAliveMs = 75_000;

export type SandboxOptions = {
  authPort: number;
  apiPort: number;
  smtpPort: number;
  folder: string;
  redirectUris: readonly string[];
  /** Public name of the authorization server; its own localhost address when null. */
  issuer: string | null;
  /** The server at which people sign in; it listens only when it is asked for. */
  people?: { port: number; redirectUri: string } | null;
  /** Divides delivery times: 1 is real time, 100 a hundred times faster. */
  timeScale: number;
};

export type Sandbox = { addresses: Addresses; world: World; stop: () => Promise<void> };

async function listening(server: Server, port: number): Promise<number> {
  server.keepAliveTimeout = keepAliveMs;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, loopback, resolve);
  });
  const address: AddressInfo | string | null = server.address();
  if (address === null || typeof address === "string") throw new Error("the listener has no port");
  return address.port;
}

async function closed(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    // Calls that a switch left without an answer would hold the server open for ever.
    server.closeAllConnections();
  });
}

async function peopleServer({ port, redirectUri }: { port: number; redirectUri: string }, folder: string) {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const issuer = `http://localhost:${await listening(server, port)}`;
  answer = peopleListener({ issuer, folder, redirectUris: [redirectUri] });
  return server;
}

/** One address for all three APIs: iletiniz at its root, the SMS companies each under a path of its own. */
function apiListener(world: World): RequestListener {
  const iletiniz = iletinizListener(world);
  const companies: [string, RequestListener][] = [
    ["/iletimerkezi", companyListener(world, iletimerkezi, "/iletimerkezi")],
    ["/turkeysms", companyListener(world, turkeysms, "/turkeysms")],
  ];
  return (request, response) => {
    const company = companies.find(([prefix]) => request.url?.startsWith(`${prefix}/`));
    (company?.[1] ?? iletiniz)(request, response);
  };
}

/** Starts the stand-in on loopback and says where it listens. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const world = new World(options.folder, options.timeScale);
  // The issuer holds the port, so requests are answered only once it is known.
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const auth = createServer((request, response) => answer(request, response));
  const api = createServer(apiListener(world));
  const authPort = await listening(auth, options.authPort);
  const apiPort = await listening(api, options.apiPort);
  const smtp = smtpListener(world.mailbox);
  await new Promise<void>((resolve, reject) => {
    smtp.server.once("error", reject);
    smtp.listen(options.smtpPort, loopback, resolve);
  });
  const smtpAddress = smtp.server.address();
  const smtpPort = smtpAddress === null || typeof smtpAddress === "string" ? 0 : smtpAddress.port;
  smtp.on("error", (error) => console.error(error));

  const authAddress = `http://localhost:${authPort}`;
  const addresses: Addresses = {
    issuer: options.issuer ?? authAddress,
    auth: authAddress,
    api: `http://localhost:${apiPort}`,
    smtp: `smtp://localhost:${smtpPort}`,
    iletimerkezi: `http://localhost:${apiPort}/iletimerkezi`,
    turkeysms: `http://localhost:${apiPort}/turkeysms`,
  };
  answer = authListener(world, addresses, options.redirectUris);

  const people = options.people ? await peopleServer(options.people, options.folder) : null;

  return {
    addresses,
    world,
    async stop() {
      const servers = [auth, api, ...(people === null ? [] : [people])];
      await Promise.all([...servers.map(closed), new Promise<void>((resolve) => smtp.close(resolve))]);
      world.close();
    },
  };
}
