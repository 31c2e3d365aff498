/**
 * The least a provider can be: it takes every message and answers at once, in the shapes of iletiniz and TurkeySMS. So what is
 * measured is what we do and not what a stand-in does.
 *
 * SINK_MS delays every answer. `GET /taken` tells how many messages came, and how many different numbers they were for.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const delayMs = Number(process.env.SINK_MS ?? 0);
let taken = 0;
const numbers = new Set<number>();

function answer(response: ServerResponse, text: string): void {
  const send = () => {
    response.writeHead(200, { "content-type": "application/json", "content-length": Buffer.byteLength(text) });
    response.end(text);
  };
  if (delayMs > 0) setTimeout(send, delayMs);
  else send();
}

/** Takes a batch of iletiniz: one result for each item, in order. */
function takeBatch(body: string): string {
  const { items }: { items: { to: string }[] } = JSON.parse(body);
  let results = "";
  for (const { to } of items) {
    numbers.add(Number(to));
    taken += 1;
    results += `${results === "" ? "" : ","}{"to":"${to}","status":"sent","job_id":"job_${taken}"}`;
  }
  return `{"results":[${results}]}`;
}

/** Takes one message of iletiniz. */
function takeSingle(body: string): string {
  const { to }: { to: string } = JSON.parse(body);
  numbers.add(Number(to));
  taken += 1;
  return `{"to":"${to}","status":"sent","job_id":"job_${taken}"}`;
}

/** Takes one message of TurkeySMS. */
function takeOne(body: string): string {
  numbers.add(Number(/"sentto":"(\d+)"/.exec(body)?.[1]));
  taken += 1;
  return `{"result":true,"result_code":"TS-1024","sms_id":${taken},"number_of_sms":1}`;
}

function serve(request: IncomingMessage, response: ServerResponse): void {
  const { url = "" } = request;
  if (url === "/taken") {
    answer(response, JSON.stringify({ taken, numbers: numbers.size }));
    return;
  }
  const pieces: Buffer[] = [];
  request.on("data", (piece: Buffer) => pieces.push(piece));
  request.on("end", () => {
    const body = Buffer.concat(pieces).toString("utf8");
    if (url === "/v1/messages/bulk") answer(response, takeBatch(body));
    else if (url === "/v1/messages") answer(response, takeSingle(body));
    else if (url.startsWith("/api/v3/gonder")) answer(response, takeOne(body));
    else answer(response, "{}");
  });
}

const server = createServer({ keepAliveTimeout: 60_000 }, serve);
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  console.log(JSON.stringify({ ready: true, url: `http://127.0.0.1:${port}` }));
});
process.on("SIGTERM", () => process.exit(0));
