import { expect, it } from "vitest";
import { healthApp } from "./health.ts";

// A load balancer must take an ingest away that could only lose reports.
it("is healthy while the database answers", async () => {
  const answer = await healthApp(async () => {}).request("/health");
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ status: "ok" });
});

it("answers 503 while the database does not, without saying why", async () => {
  const app = healthApp(() => Promise.reject(new Error("connect ECONNREFUSED 10.0.0.7:5432")));
  const answer = await app.request("/health");
  expect(answer.status).toBe(503);
  expect(await answer.text()).not.toContain("10.0.0.7");
});
