import { createServer } from "node:http";
import { afterAll, beforeAll, expect, it } from "vitest";
import { call, Running } from "../testing/running.ts";

let sandbox: Running;
beforeAll(async () => {
  sandbox = await Running.start();
});
afterAll(() => sandbox.stop());

it("reports by webhook: accepted, then the end; before the answer, twice and foreign where switched so", async () => {
  const heard: { status: string; packet_id: number; before: boolean }[] = [];
  let isAnswered = false;
  const receiver = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      heard.push({ ...JSON.parse(body).report, before: !isAnswered });
      response.end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${Object(receiver.address()).port}/t`;
  const of = await sandbox.account("iletimerkezi", {
    webhook: { url, before_answer: true, duplicates: true, foreign: true },
  });
  const request = {
    authentication: { key: of.key, hash: of.hash },
    order: { sender: "MAGAZA", iys: "0", message: { text: "Merhaba", receipents: { number: ["+905321110001"] } } },
  };
  const reply = await call(`${sandbox.iletimerkezi}/v1/send-sms/json`, { method: "POST", body: { request } });
  isAnswered = true;
  await expect.poll(() => heard.length).toBe(4);
  receiver.close();
  const own = heard.filter(({ packet_id }) => packet_id === Object(reply.body).response.order.id);
  expect(own.map(({ status, before }) => [status, before])).toEqual([
    ["accepted", true],
    ["delivered", false],
    ["delivered", false],
  ]);
});
