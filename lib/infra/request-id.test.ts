import { expect, it } from "vitest";
import { parseJob, requestOfJob } from "#lib/infra/queue";
import { currentRequestId, isRequestId, newRequestId, withRequestId } from "./request-id.ts";

it("is known to everything that works for a request, and to nothing beside it", async () => {
  const seen = await Promise.all(
    ["one-request", "another-one"].map((id) =>
      withRequestId(id, async () => {
        await new Promise((resume) => setImmediate(resume));
        return currentRequestId();
      }),
    ),
  );
  expect(seen).toEqual(["one-request", "another-one"]);
  expect(currentRequestId()).toBeUndefined();
});

it("is taken from outside only in a form that can stand in a log", () => {
  expect(isRequestId(newRequestId())).toBe(true);
  expect(isRequestId("0f8fad5b-d9cb-469f-a165-70867728950e")).toBe(true);
  for (const text of ["short", "a".repeat(65), "two words here", 'quote"inside', "line\nbreak", undefined]) {
    expect(isRequestId(text), String(text)).toBe(false);
  }
});

it("travels with a job beside what the job carries", () => {
  const workspaceId = "0190b6f4-8a1e-7cc3-9a51-3f2b6f1f2a77";
  const carried = { workspaceId, requestId: "0123456789ab" };
  expect(requestOfJob(carried)).toBe("0123456789ab");
  expect(parseJob("workspace.wake", carried)).toEqual({ workspaceId });
  expect(requestOfJob({ workspaceId, requestId: "\n" })).toBeUndefined();
  expect(() => parseJob("workspace.wake", { ...carried, number: 1 })).toThrow();
});
