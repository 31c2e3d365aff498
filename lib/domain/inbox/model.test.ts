import { expect, it } from "vitest";
import { messageStates } from "#lib/domain/messages/model";
import { replyFate } from "./model.ts";

it("a reply is said to be ours alone only where its person may have it", () => {
  const fates = Object.fromEntries(messageStates.map((state) => [state, replyFate(state)]));
  expect(fates).toEqual({
    ...{ pending: "onTheWay", held: "onTheWay", claimed: "onTheWay", submitted: "onTheWay", unknown: "unknown" },
    ...{ accepted: "ours", delivered: "ours" },
    ...{ rejected: "notDelivered", expired: "notDelivered", undelivered: "notDelivered" },
    ...{ skipped: "notSent", failed: "notSent", cancelled: "notSent" },
  });
});
