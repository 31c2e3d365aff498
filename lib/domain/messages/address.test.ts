import { describe, expect, it } from "vitest";
import { isFiltered, isNarrowedBy, messageAddress } from "#lib/domain/messages/address";
import { MessageFilter, searchedDigits } from "#lib/domain/messages/schema";

const id = (letter: string) => `msg_0${letter.repeat(21)}`;

describe("the address of a message list", () => {
  const filter = MessageFilter.parse({ view: "lost", number: "1234", after: id("a"), message: id("b") });

  it("begins at the first page when what is listed changes", () => {
    expect(messageAddress("/m", filter, { view: "all" })).toBe("/m?number=1234");
  });

  it("keeps the page when a message is opened or closed", () => {
    expect(messageAddress("/m", filter, { message: id("c") })).toBe(
      `/m?view=lost&number=1234&after=${id("a")}&message=${id("c")}`,
    );
    expect(messageAddress("/m", filter, { message: undefined })).toBe(`/m?view=lost&number=1234&after=${id("a")}`);
  });

  it("leaves out what does not parse rather than refusing a shared address", () => {
    const parsed = MessageFilter.parse({
      view: "everything",
      from: "yesterday",
      after: "msg_x'; DROP TABLE",
      before: `con_0${"a".repeat(21)}`,
      connection: `con_${"z".repeat(22)}`,
      sender: "",
    });
    expect(parsed).toEqual({ view: "all" });
    expect(isFiltered(parsed)).toBe(false);
  });

  it("says of nothing that it narrows the list when it does not", () => {
    const few = MessageFilter.parse({ number: "553", sender: "MAGAZA" });
    expect(isNarrowedBy(few, "number")).toBe(false);
    expect(isNarrowedBy(few, "sender")).toBe(true);
    expect(isFiltered(few)).toBe(true);
    expect(isFiltered({ ...few, sender: undefined })).toBe(false);
    expect(isNarrowedBy({ ...few, number: "5533" }, "number")).toBe(true);
  });
});

describe("the digits of a number search", () => {
  it.each([
    ["+90 532 111 22 33", "905321112233"],
    ["0532 111 22 33", "5321112233"],
    ["2233", "2233"],
    ["0033", "0033"],
    ["000 00 00", "0000000"],
    ["0000000000000", "0000"],
    ["223", null],
    ["", null],
  ])("%s", (typed, digits) => {
    expect(searchedDigits(typed)).toBe(digits);
  });
});
