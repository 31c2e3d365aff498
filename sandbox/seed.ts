import { randomBytes } from "node:crypto";
import { scopes, type Workspace } from "./workspaces.ts";

const upgradeUrl = "https://iletiniz.com/";
const owner = "owner@ornek.example";
const colleague = "muhasebe@ornek.example";

function startOfNextMonth(now: Date): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();
}

/** A workspace with everything in order, to be changed where a case differs. */
export function ordinaryWorkspace(now: Date): Workspace {
  const renewal = startOfNextMonth(now);
  const id = `ws_${randomBytes(6).toString("hex")}`;
  return {
    id,
    name: id,
    members: [`${id}@sandbox.example`],
    plan: { code: "pro", name: "Pro", status: "active", renews_at: renewal },
    quota: { limit: 50_000, used_before: 0, counted_from: 0, period_end: renewal },
    upgrade_url: upgradeUrl,
    senders: [
      { name: "MAGAZA", provider: "netgsm", status: "approved" },
      { name: "ORNEKMAGAZA", provider: "netgsm", status: "approved" },
      { name: "MAGAZA", provider: "iletimerkezi", status: "approved" },
      { name: "YENIBASLIK", provider: "netgsm", status: "pending" },
    ],
    connections: [
      { code: "netgsm", name: "NetGSM", kind: "sms", status: "connected", is_default: true },
      { code: "iletimerkezi", name: "iletiMerkezi", kind: "sms", status: "connected", is_default: false },
      { code: "whatsapp", name: "WhatsApp", kind: "whatsapp", status: "connected", is_default: false },
      { code: "telegram", name: "Telegram", kind: "telegram", status: "connected", is_default: false },
    ],
    grants: [...scopes],
    templates: {
      siparis_hazir: "Merhaba {{ad}}, {{siparis}} numaralı siparişiniz hazır.",
      hosgeldin: "Aramıza hoş geldiniz.",
    },
    rate: null,
    endings: true,
  };
}

/** The four customers present at first start; their ids never change. */
export function demoWorkspaces(now: Date): Workspace[] {
  const ordinary = ordinaryWorkspace(now);
  const members = [owner, colleague];
  return [
    { ...ordinary, id: "ws_7f3k2m", name: "Örnek Mağaza", members },
    {
      ...ordinary,
      id: "ws_2c9h4p",
      name: "Kotası Biten Mağaza",
      members,
      plan: { code: "free", name: "Ücretsiz", status: "active", renews_at: ordinary.quota.period_end },
      quota: { ...ordinary.quota, limit: 100, used_before: 100 },
    },
    {
      ...ordinary,
      id: "ws_8d1x0q",
      name: "Plansız Mağaza",
      members,
      plan: null,
      quota: { limit: 0, used_before: 0, counted_from: 0, period_end: null },
    },
    {
      // As a key authorized before plan and connections could be read: dashboard calls meet a scope error.
      ...ordinary,
      id: "ws_4v9c6b",
      name: "Eski İzinli Mağaza",
      members: [owner],
      grants: ["messages:send", "contacts:write"],
    },
  ];
}
