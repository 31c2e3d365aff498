import { expect, it } from "vitest";
import { csvDownload } from "#lib/gate/download";

// RFC 5987, 3.2.1: a quote, a bracket or a star in a name would end or break the second form of the header.
it("names a file in letters that every browser reads back", () => {
  const named = csvDownload("Şubat'ın listesi (2)*", (async function* () {})()).headers.get("content-disposition");
  expect(named).toBe(
    `attachment; filename="-ubat-n-listesi-2-.csv"; filename*=UTF-8''%C5%9Eubat%27%C4%B1n%20listesi%20%282%29%2a.csv`,
  );
});
