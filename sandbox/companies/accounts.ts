import { createHash, randomBytes } from "node:crypto";
import { z } from "zod";

const named = { name: z.string().min(1), endings: z.boolean() };

/** A customer of the iletiMerkezi stand-in, with the switches of its contract. */
export const IletimerkeziAccount = z.object({
  ...named,
  system: z.literal("iletimerkezi"),
  id: z.string().regex(/^im_[A-Za-z0-9_-]{1,40}$/),
  key: z.string().min(1),
  hash: z.string().min(1),
  /** The panel's switch "allow API access"; off answers 401 everywhere. */
  api_access: z.boolean(),
  /** Lira, and messages for accounts that buy messages; a part costs `price`. */
  balance: z.object({ amount: z.number(), sms: z.number().int() }),
  price: z.number().nonnegative(),
  /** Approved headers. While there is none APITEST may be used. */
  senders: z.array(z.string().min(1).max(11)),
  /** The active İYS brand; null has no subscription. */
  brand: z.string().nullable(),
  /** With `iys` "1": whether somebody without a recorded ONAY stays without the message. */
  needs_consent: z.boolean(),
  /** Recipients a second, for immediate sends. */
  rate: z.union([z.literal("off"), z.number().positive()]),
  duplicate_guard: z.boolean(),
  /** Whether numbers in answers are numbers, or texts as in older samples. */
  numbers: z.enum(["number", "text"]),
  /** Whether the report of an order has its counters. */
  counters: z.boolean(),
  /** What `count` of get-reports means. */
  count_means: z.enum(["page", "total"]),
  /** What get-report says of a cancelled order. */
  cancelled_report: z.enum(["115", "455"]),
  /** Whether an order may hold several texts. */
  message_array: z.boolean(),
  /** Whether a send without `iys` is taken as transactional. */
  iys_optional: z.boolean(),
  inbox: z.enum(["absent", "post", "get"]),
  webhook: z
    .object({
      url: z.string().refine((url) => ["localhost", "127.0.0.1"].includes(URL.parse(url)?.hostname ?? ""), {
        error: "nothing leaves this machine: the address must be local",
      }),
      duplicates: z.boolean().default(false),
      reversed: z.boolean().default(false),
      before_answer: z.boolean().default(false),
      foreign: z.boolean().default(false),
    })
    .nullable(),
});
export type IletimerkeziAccount = z.infer<typeof IletimerkeziAccount>;

/** A customer of the TurkeySMS stand-in, with the switches of its contract. */
export const TurkeysmsAccount = z.object({
  ...named,
  system: z.literal("turkeysms"),
  id: z.string().regex(/^ts_[A-Za-z0-9_-]{1,40}$/),
  api_key: z.string().min(1),
  user_id: z.string(),
  active: z.boolean(),
  balance: z.object({ local: z.number().int(), international: z.number() }),
  senders: z.array(z.object({ name: z.string().min(1), active: z.boolean() })),
  permissions: z.object({ post: z.boolean(), get: z.boolean(), status: z.boolean(), balance: z.boolean() }),
  international: z.boolean(),
  /** Messages in sixty seconds. */
  per_minute: z.union([z.literal("off"), z.number().int().positive()]),
  result: z.enum(["boolean", "text", "number"]),
  numbers: z.enum(["number", "text"]),
  /** Where a send answers its id: at the top, or under `data`. */
  id_at: z.enum(["top", "data"]),
  sender_list: z.enum(["texts", "objects", "unreadable"]),
  unknown_id: z.enum(["TS-1052", "TS-1033"]),
});
export type TurkeysmsAccount = z.infer<typeof TurkeysmsAccount>;

export const Account = z.discriminatedUnion("system", [IletimerkeziAccount, TurkeysmsAccount]);
export type Account = z.infer<typeof Account>;

/** Short name of a credential for ledgers and pages; opens nothing. */
export function credentialMark(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 16);
}

function token(bytes: number): string {
  return randomBytes(bytes).toString("hex");
}

/** An iletiMerkezi customer with everything in order. */
export function ordinaryIletimerkezi(): IletimerkeziAccount {
  const id = `im_${token(6)}`;
  return {
    system: "iletimerkezi",
    id,
    name: id,
    key: token(16),
    hash: token(32),
    api_access: true,
    balance: { amount: 5_000, sms: 50_000 },
    price: 0.05,
    senders: ["MAGAZA", "ORNEKMAGAZA"],
    brand: "696422",
    needs_consent: false,
    rate: 100,
    duplicate_guard: true,
    numbers: "number",
    counters: true,
    count_means: "page",
    cancelled_report: "115",
    message_array: true,
    iys_optional: false,
    inbox: "absent",
    webhook: null,
    endings: true,
  };
}

/** A TurkeySMS customer with everything in order. */
export function ordinaryTurkeysms(): TurkeysmsAccount {
  const id = `ts_${token(6)}`;
  return {
    system: "turkeysms",
    id,
    name: id,
    api_key: token(16),
    user_id: String(10_000 + (randomBytes(2).readUInt16BE() % 90_000)),
    active: true,
    balance: { local: 50_000, international: 250 },
    senders: [
      { name: "MAGAZA", active: true },
      { name: "ESKIBASLIK", active: false },
    ],
    permissions: { post: true, get: true, status: true, balance: true },
    international: false,
    per_minute: 60,
    result: "boolean",
    numbers: "number",
    id_at: "top",
    sender_list: "texts",
    unknown_id: "TS-1052",
    endings: true,
  };
}

/** The customers present at first start; their credentials never change and open nothing but this sandbox. */
export function demoAccounts(): Account[] {
  const merkezi = ordinaryIletimerkezi();
  const turkey = ordinaryTurkeysms();
  return [
    {
      ...merkezi,
      id: "im_ornek",
      name: "Örnek Mağaza",
      key: "0123456789abcdef0123456789abcdef",
      hash: "ab".repeat(32),
    },
    {
      ...merkezi,
      id: "im_kapali",
      name: "API'si Kapalı Mağaza",
      key: "c0".repeat(16),
      hash: "c1".repeat(32),
      api_access: false,
    },
    {
      ...merkezi,
      id: "im_yeni",
      name: "Başlıksız Mağaza",
      key: "d0".repeat(16),
      hash: "d1".repeat(32),
      senders: [],
      brand: null,
      balance: { amount: 0.5, sms: 10 },
    },
    {
      ...turkey,
      id: "ts_ornek",
      name: "Örnek Mağaza",
      api_key: "fedcba9876543210fedcba9876543210",
      international: true,
    },
    {
      ...turkey,
      id: "ts_kisitli",
      name: "Kısıtlı Mağaza",
      api_key: "e0".repeat(16),
      permissions: { post: false, get: false, status: true, balance: false },
    },
    { ...turkey, id: "ts_pasif", name: "Pasif Mağaza", api_key: "e1".repeat(16), active: false },
  ];
}
