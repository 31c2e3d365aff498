import { describe, expect, it } from "vitest";
import { streamedAnswer } from "#lib/gate/streamed";

async function lines(answer: Response): Promise<unknown[]> {
  return (await answer.text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

const here = new AbortController().signal;
const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

describe("streamedAnswer", () => {
  it("tells how far it is now and then, and the result last", async () => {
    const answer = streamedAnswer(here, async (tell) => {
      tell(1);
      await pause(210);
      tell(2);
      tell(3);
      return { parts: 7 };
    });
    expect(await lines(answer)).toEqual([{ done: 2 }, { result: { parts: 7 } }]);
  });

  it("says that it failed, and nothing of why", async () => {
    const answer = streamedAnswer(here, () => Promise.reject(new Error("secret")));
    expect(await lines(answer)).toEqual([{ failed: true }]);
  });

  it("writes nothing more to a reader who left", async () => {
    const leaving = new AbortController();
    const answer = streamedAnswer(leaving.signal, async (tell) => {
      await pause(210);
      leaving.abort();
      tell(5);
      return 1;
    });
    const reader = answer.body?.getReader();
    await pause(230);
    await reader?.cancel();
    expect(await reader?.read()).toEqual({ done: true, value: undefined });
  });
});
