import { expect, it } from "vitest";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";
import { messagesOf } from "#lib/i18n/messages";
import { endpoints } from "#lib/infra/providers/conformance/endpoints.fixture";

/** States and successes of the two SMS companies; what refuses is in the endpoints of the conformance suite. */
const OTHERS = ["200", "110", "111", "112", "113", "114", "115", "429", "503", "not_listed"];
/** Of the address book of iletiMerkezi, which is called by nobody: documented, so they have their sentences all the same. */
const ADDRESS_BOOK = ["461", "462", "463", "465", "471", "472", "473"];
const byText = (a: string, b: string) => a.localeCompare(b);
const TURKEYSMS = ["TS-1022", "TS-1023", "TS-1024", "TS-1040", "TS-1046", "TS-1064"];

it("the codes that the two companies document are all among them: 450 to 475 without the gaps, TS-1022 to TS-1072", () => {
  const between = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
  const gaps = new Set([1035, 1036, 1037, 1038, 1039, 1041, 1042, 1043, 1044, 1045, 1047, 1048, 1049]);
  const unused = (code: number) => gaps.has(code) || (code > 1052 && code < 1060) || (code > 1065 && code < 1070);
  const turkeysms = between(1022, 1072).filter((code) => !unused(code));
  const iletimerkezi = [...between(110, 115), 200, ...between(400, 405), 422, ...between(450, 475), 503];
  const documented = [...turkeysms.map((code) => `TS-${code}`), ...iletimerkezi.map(String)];
  expect(documented.filter((code) => knownProviderCode(code) === null)).toEqual([]);
});

it("every documented code of the two SMS companies has a sentence in both languages, and no sentence is without a code", () => {
  const refusals = endpoints.filter(({ system }) => system !== "iletiniz").flatMap(({ codes }) => Object.keys(codes));
  const documented = [...new Set([...refusals, ...OTHERS, ...ADDRESS_BOOK, ...TURKEYSMS])].sort(byText);
  expect(documented.filter((code) => knownProviderCode(code) === null)).toEqual([]);
  for (const locale of ["tr", "en"] as const) {
    expect(Object.keys(messagesOf(locale).provider.code).sort(byText)).toEqual(documented);
  }
});
