import { describe, expect, it } from "vitest";
import { currentItem, type NavGroup } from "./navigation";

const item = (id: string, href: string) => ({ id, href, label: id, icon: null });
const groups: NavGroup[] = [
  { id: "work", items: [item("dashboard", "/w/a"), item("campaigns", "/w/a/campaigns")] },
  { id: "setup", items: [item("senders", "/w/a/senders")] },
];

describe("currentItem", () => {
  it.each([
    ["/w/a", "dashboard"],
    ["/w/a/campaigns", "campaigns"],
    ["/w/a/campaigns/cmp_1", "campaigns"],
    ["/w/a/senders", "senders"],
    ["/w/a/campaigns-old", "dashboard"],
    ["/w/ab", undefined],
    ["/account", undefined],
  ])("%s belongs to %s", (pathname, id) => {
    expect(currentItem(groups, pathname)).toBe(id);
  });
});
