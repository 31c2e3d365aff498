import { expect, it } from "vitest";
import { hideDigits } from "#lib/domain/imports/raw-cell";
import { inPieces, readPasted, readUploadHead, uploadLimits } from "#lib/domain/imports/upload";

const head = (headers: Record<string, string>) => readUploadHead(new Headers(headers));

it("refuses a body whose length is not stated, because a cut would not be noticed", () => {
  expect(() => head({})).toThrow("upload.length_required");
  expect(() => head({ "content-length": "-1" })).toThrow("upload.length_required");
});

it("takes exactly the limit and refuses one byte more before reading (R-056)", () => {
  expect(head({ "content-length": String(uploadLimits.bytes) }).byteSize).toBe(uploadLimits.bytes);
  expect(() => head({ "content-length": String(uploadLimits.bytes + 1) })).toThrow("import.too_large");
});

it.each([
  ["M%C3%BC%C5%9Fteri%20listesi.csv", "Müşteri listesi.csv"],
  ["..%2F..%2Fetc%2Fpasswd", "passwd"],
  ["C:\\fakepath\\a.csv", "a.csv"],
  ["%E2%80%AEvsc.a.csv", "vsc.a.csv"],
  ["50%.csv", "50%.csv"],
])("shows %j as %j", (header, filename) => {
  expect(head({ "content-length": "1", "x-filename": header }).filename).toBe(filename);
});

it("cuts a body into equal pieces wherever it arrives in parts", async () => {
  async function* parts() {
    for (const length of [1, 9, 0, 25]) yield new Uint8Array(length).fill(length);
  }
  const pieces: number[][] = [];
  for await (const piece of inPieces(parts(), 10)) pieces.push([...piece]);
  expect(pieces.map((piece) => piece.length)).toEqual([10, 10, 10, 5]);
  expect(pieces[0]).toEqual([1, ...new Array<number>(9).fill(9)]);
});

it("refuses pasted text above its limit unread, and text shorter than promised", async () => {
  const unread = { arrayBuffer: () => Promise.reject(new Error("must not be read")) };
  await expect(readPasted(unread, uploadLimits.pastedBytes + 1)).rejects.toMatchObject({ code: "import.too_large" });
  const short = { arrayBuffer: () => Promise.resolve(new ArrayBuffer(3)) };
  await expect(readPasted(short, 4)).rejects.toMatchObject({ code: "upload.incomplete" });
});

it("hides all digits but the last two", () => {
  expect(hideDigits("+90 532 123 45 67")).toBe("+** *** *** ** 67");
  expect(hideDigits("yok")).toBe("yok");
});
