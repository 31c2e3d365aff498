import Building from "lucide-react/icons/building-2";
import ChartColumn from "lucide-react/icons/chart-column";
import Contact from "lucide-react/icons/contact-round";
import Download from "lucide-react/icons/download";
import FileText from "lucide-react/icons/file-text";
import Inbox from "lucide-react/icons/inbox";
import KeyRound from "lucide-react/icons/key-round";
import LayoutDashboard from "lucide-react/icons/layout-dashboard";
import Filter from "lucide-react/icons/list-filter";
import LogOut from "lucide-react/icons/log-out";
import Megaphone from "lucide-react/icons/megaphone";
import MessageSquareText from "lucide-react/icons/message-square-text";
import OctagonPause from "lucide-react/icons/octagon-pause";
import Plug from "lucide-react/icons/plug";
import Plus from "lucide-react/icons/plus";
import ScrollText from "lucide-react/icons/scroll-text";
import Server from "lucide-react/icons/server";
import Settings from "lucide-react/icons/settings";
import ShieldCheck from "lucide-react/icons/shield-check";
import Signature from "lucide-react/icons/signature";
import UsersRound from "lucide-react/icons/users-round";
import { getLocale, getTranslations } from "next-intl/server";
import type { ComponentProps } from "react";
import type { AppShell } from "#components/shell/app-shell";
import type { CommandGroup } from "#components/shell/command-items";
import { Icon } from "#components/ui/icon";
import type { MenuGroup } from "#components/ui/menu-items";
import type { SignedInUser } from "#lib/domain/accounts/queries";
import type { Scope, WorkspaceChoice } from "#lib/gate/scope";
import { signOutAction } from "../../../account/actions";
import { chooseLocaleAction, chooseThemeAction } from "../../../preferences/actions";
import { settingsOf } from "../settings/_parts/sections";

type Places = ComponentProps<typeof AppShell>["nav"];

/** The places of a workspace; each has a page. The letters after `G` are the same in both languages. */
export async function placesOf(scope: Scope): Promise<Places> {
  const t = await getTranslations("shell.nav");
  const home = `/w/${scope.slug}`;
  const settings = settingsOf(scope)[0];
  return [
    {
      id: "work",
      items: [
        { id: "dashboard", href: home, label: t("dashboard"), icon: <Icon of={LayoutDashboard} />, key: "d" },
        {
          id: "campaigns",
          href: `${home}/campaigns`,
          label: t("campaigns"),
          icon: <Icon of={Megaphone} />,
          key: "c",
        },
        {
          id: "messages",
          href: `${home}/messages`,
          label: t("messages"),
          icon: <Icon of={MessageSquareText} />,
          key: "m",
        },
        { id: "inbox", href: `${home}/inbox`, label: t("inbox"), icon: <Icon of={Inbox} />, key: "i" },
        { id: "reports", href: `${home}/reports`, label: t("reports"), icon: <Icon of={ChartColumn} />, key: "r" },
      ],
    },
    {
      id: "audience",
      label: t("audience"),
      items: [
        { id: "contacts", href: `${home}/contacts`, label: t("contacts"), icon: <Icon of={Contact} />, key: "p" },
        { id: "segments", href: `${home}/segments`, label: t("segments"), icon: <Icon of={Filter} />, key: "g" },
        { id: "consent", href: `${home}/consent`, label: t("consent"), icon: <Icon of={ShieldCheck} />, key: "o" },
      ],
    },
    {
      id: "setup",
      label: t("setup"),
      items: [
        { id: "connections", href: `${home}/connections`, label: t("connections"), icon: <Icon of={Plug} />, key: "b" },
        {
          id: "templates",
          href: `${home}/templates`,
          label: t("templates"),
          icon: <Icon of={FileText} />,
          key: "e",
        },
        { id: "otp", href: `${home}/otp`, label: t("otp"), icon: <Icon of={KeyRound} />, key: "k" },
        { id: "senders", href: `${home}/senders`, label: t("senders"), icon: <Icon of={Signature} />, key: "s" },
        ...(settings === undefined
          ? []
          : [
              {
                id: "settings",
                href: `${home}/settings`,
                label: t("settings"),
                icon: <Icon of={Settings} />,
                key: "a",
              },
            ]),
      ],
    },
    {
      id: "workspace",
      label: t("workspace"),
      items: [
        { id: "team", href: `${home}/team`, label: t("team"), icon: <Icon of={UsersRound} />, key: "t" },
        ...(scope.may("audit:read")
          ? [
              { id: "exports", href: `${home}/exports`, label: t("exports"), icon: <Icon of={Download} />, key: "x" },
              { id: "audit", href: `${home}/audit`, label: t("audit"), icon: <Icon of={ScrollText} />, key: "l" },
            ]
          : []),
      ],
    },
  ];
}

/** The workspaces of a person, and making one more. */
export async function workspaceMenu(choices: readonly WorkspaceChoice[], slug: string): Promise<MenuGroup[]> {
  const t = await getTranslations("shell.workspace");
  const roles = await getTranslations("workspaces.role");
  const lines = choices.map((choice) => ({
    id: choice.slug,
    label: choice.name,
    hint: roles(choice.role),
    href: `/w/${choice.slug}`,
    isCurrent: choice.slug === slug,
  }));
  const more = [{ id: "create", label: t("create"), icon: <Icon of={Plus} />, href: "/workspaces/new" }];
  const all = [{ id: "all", label: t("all"), icon: <Icon of={Building} />, href: "/" }];
  return [
    { id: "workspaces", items: lines },
    { id: "more", items: choices.length > 1 ? [...all, ...more] : more },
  ];
}

/** What a person does with the own account. */
export async function accountMenu({ email, isOperator }: SignedInUser): Promise<MenuGroup[]> {
  const t = await getTranslations("shell.account");
  return [
    {
      id: "account",
      label: email,
      items: [
        { id: "settings", label: t("settings"), icon: <Icon of={Settings} />, href: "/account" },
        ...(isOperator
          ? [{ id: "instance", label: t("instance"), icon: <Icon of={Server} />, href: "/instance" }]
          : []),
        { id: "sign-out", label: t("signOut"), icon: <Icon of={LogOut} />, onSelect: signOutAction },
      ],
    },
  ];
}

async function chooseTheme(theme: string): Promise<void> {
  "use server";
  const form = new FormData();
  form.set("theme", theme);
  await chooseThemeAction(form);
}

async function chooseLocale(locale: string): Promise<void> {
  "use server";
  const form = new FormData();
  form.set("locale", locale);
  await chooseLocaleAction(form);
}

/** What the palette offers: every place, something new, other workspaces, looks and language. */
export async function shellCommands(
  choices: readonly WorkspaceChoice[],
  scope: Scope,
  compose: string | undefined,
): Promise<CommandGroup[]> {
  const t = await getTranslations("shell");
  const common = await getTranslations("common");
  const { slug } = scope;
  const places = (await placesOf(scope)).flatMap((group) => group.items);
  const other = (await getLocale()) === "tr" ? "en" : "tr";
  const groups: CommandGroup[] = [
    {
      id: "places",
      label: t("palette.goTo"),
      items: [
        ...places.map(({ id, label, icon, href, key }) => ({ id, label, icon, href, keys: `G ${key?.toUpperCase()}` })),
        { id: "account", label: t("account.settings"), icon: <Icon of={Settings} />, href: "/account" },
      ],
    },
  ];
  if (compose !== undefined) {
    const item = { id: "compose", label: t("nav.newCampaign"), icon: <Icon of={Plus} />, href: compose, keys: "C" };
    groups.push({ id: "create", label: t("palette.create"), items: [item] });
  }
  if (scope.may("sending:halt") && !scope.isHalted) {
    const href = `/w/${slug}/settings/halt`;
    const item = { id: "halt", label: t("halt.command"), icon: <Icon of={OctagonPause} tone="bad" />, href };
    groups.push({ id: "halt", label: t("halt.action"), items: [item] });
  }
  const others = choices.filter((choice) => choice.slug !== slug);
  groups.push(
    {
      id: "workspaces",
      label: t("palette.workspaces"),
      items: [
        ...others.map((choice) => ({ id: `w-${choice.slug}`, label: choice.name, href: `/w/${choice.slug}` })),
        { id: "new-workspace", label: t("workspace.create"), icon: <Icon of={Plus} />, href: "/workspaces/new" },
      ],
    },
    {
      id: "preferences",
      label: t("palette.preferences"),
      items: [
        ...(["light", "dark", "system"] as const).map((theme) => ({
          id: `theme-${theme}`,
          label: t("palette.theme", { theme: common(`theme.${theme}`) }),
          onSelect: chooseTheme.bind(null, theme),
        })),
        {
          id: "language",
          label: t("palette.language", { language: common(`language.${other}`) }),
          onSelect: chooseLocale.bind(null, other),
        },
        { id: "sign-out", label: t("account.signOut"), icon: <Icon of={LogOut} />, onSelect: signOutAction },
      ],
    },
  );
  return groups;
}
