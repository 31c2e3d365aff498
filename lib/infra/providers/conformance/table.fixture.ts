import type { Endpoint } from "#lib/infra/providers/conformance/endpoints.fixture";

interface Tally {
  passed: number;
  failed: number;
}

/** What the suite saw, endpoint by endpoint. */
export class Findings {
  readonly #tallies = new Map<string, Tally>();

  /** Runs one check and keeps whether it held; a failure fails the test as always. */
  async hold(endpoint: Endpoint, check: () => Promise<void>): Promise<void> {
    const tally = this.of(endpoint);
    try {
      await check();
      tally.passed += 1;
    } catch (error) {
      tally.failed += 1;
      throw error;
    }
  }

  of({ system, path }: Endpoint): Tally {
    const known = this.#tallies.get(`${system} ${path}`) ?? { passed: 0, failed: 0 };
    this.#tallies.set(`${system} ${path}`, known);
    return known;
  }
}

const SYSTEMS = ["iletiniz", "iletimerkezi", "turkeysms"] as const;
const NAMES = { iletiniz: "iletiniz", iletimerkezi: "iletiMerkezi", turkeysms: "TurkeySMS" } as const;

function cell(findings: Findings, found: readonly Endpoint[]): string {
  if (found.length === 0) return "–";
  const passed = found.reduce((sum, one) => sum + findings.of(one).passed, 0);
  const failed = found.reduce((sum, one) => sum + findings.of(one).failed, 0);
  return failed === 0 ? `pass (${passed})` : `**fail (${failed} of ${passed + failed})**`;
}

/** A table whose columns are as wide as their widest cell, as the formatter of this repository writes it. */
function table(head: readonly string[], body: readonly (readonly string[])[]): string[] {
  const widths = head.map((_name, column) =>
    Math.max(3, ...[head, ...body].map((cells) => cells[column]?.length ?? 0)),
  );
  const row = (cells: readonly string[], fill: string) =>
    `| ${cells.map((text, column) => text.padEnd(widths[column] ?? 0, fill)).join(" | ")} |`;
  return [
    row(head, " "),
    row(
      head.map(() => ""),
      "-",
    ),
    ...body.map((cells) => row(cells, " ")),
  ];
}

/** What a driver speaks and no page offers, with the reason: whoever reads the table would look for it. */
const NOT_OFFERED = [
  "## Spoken, and offered on no page",
  "",
  "- **Texts kept at iletiniz** (`template`, `variables`). The API has no call that lists or shows them, so a person would name a",
  "  key whose text nobody here has seen: its parts could not be counted, the way to refuse and the sender's name not be looked",
  "  for, and an approver would approve a word in place of a text. Templates of a workspace are kept here instead.",
  "- **Telegram and WhatsApp behind an iletiniz account.** They are shown with the connection. Campaigns go to phone numbers, by",
  "  the SMS companies behind the account; names that belong to a messenger are not offered as senders.",
  "- **Several numbers in one call and sending by GET at TurkeySMS.** One call has one id for everybody in it, and the key would",
  "  stand in an address.",
  "- **Different texts in one iletiMerkezi order.** The newest description knows one text an order; each text is an order.",
];

/** The page the suite keeps up to date. */
export function providersPage(findings: Findings, endpoints: readonly Endpoint[]): string {
  const whats = [...new Set(endpoints.map(({ what }) => what))];
  const rows = whats.map((what) => [
    what,
    ...SYSTEMS.map((system) =>
      cell(
        findings,
        endpoints.filter((one) => one.what === what && one.system === system),
      ),
    ),
  ]);
  const paths = endpoints.map((one) => [
    NAMES[one.system],
    `\`${one.path}\``,
    one.what,
    Object.keys(one.codes).join(" "),
    cell(findings, [one]),
  ]);
  return [
    "# Providers",
    "",
    "Written by `lib/infra/providers/conformance/conformance.test.ts`, which drives every endpoint against the sandbox: as it",
    "should go, with every code that is documented for it, and with every fault. It fails while this page is stale;",
    "`UPDATE_DOCS=1 npx vitest run lib/infra/providers/conformance` writes it anew. In brackets: checks that held. –: the",
    "system has no such thing.",
    "",
    ...table(["", ...SYSTEMS.map((system) => NAMES[system])], rows),
    "",
    "## Endpoints",
    "",
    ...table(["system", "endpoint", "for", "codes", "result"], paths),
    "",
    ...NOT_OFFERED,
    "",
  ].join("\n");
}
