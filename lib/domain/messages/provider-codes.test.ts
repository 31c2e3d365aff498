import { expect, it } from "vitest";
import { knownProviderCode } from "#lib/domain/messages/provider-codes";
import { messagesOf } from "#lib/i18n/messages";
import { endpoints } from "#lib/infra/providers/conformance/endpoints.fixture";

/** States and successes of the two SMS companies; what refuses is in the endpoints of the conformance suite. */
const OTHERS = ["110", "111", "112", "113", "114", "115", "429", "503", "not_listed"];
const byText = (a: string, b: string) => a.localeCompare(b);
const TURKEYSMS = ["TS-1022", "TS-1023", "TS-1024", "TS-1040", "TS-1046", "TS-1064"];

it("every documented code of the two SMS companies has a sentence in both languages, and no sentence is without a code", () => {
  const refusals = endpoints.filter(({ system }) => system !== "iletiniz").flatMap(({ codes }) => Object.keys(codes));
  const documented = [...new Set([...refusals, ...OTHERS, ...TURKEYSMS])].sort(byText);
  expect(documented.filter((code) => knownProviderCode(code) === null)).toEqual([]);
  for (const locale of ["tr", "en"] as const) {
    expect(Object.keys(messagesOf(locale).provider.code).sort(byText)).toEqual(documented);
  }
});
