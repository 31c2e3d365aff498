import Check from "lucide-react/icons/check";
import Minus from "lucide-react/icons/minus";
import { useTranslations } from "next-intl";
import { Icon } from "#components/ui/icon";
import { Tag } from "#components/ui/tag";
import { VisuallyHidden } from "#components/ui/visually-hidden";
import type { Abilities, Ability } from "#lib/domain/connections/abilities";

/** What a connection can do, what it cannot, and how fast it takes people: what screens offer on it follows from this. */
export function AbilityList({ abilities }: { abilities: Abilities }) {
  const t = useTranslations("connections.ability");
  const { able, unable, perSecond, perCall } = abilities;
  const row = (ability: Ability, can: boolean) => (
    <li key={ability}>
      <Tag icon={<Icon of={can ? Check : Minus} size="small" />}>
        <VisuallyHidden>{t(can ? "can" : "cannot")}</VisuallyHidden>
        <span className={can ? undefined : "muted"}>{t(`name.${ability}`)}</span>
      </Tag>
    </li>
  );
  return (
    <>
      <h3 className="sm mb-2.5">{t("title")}</h3>
      <ul className="row wrap gap-1.5">
        {able.map((one) => row(one, true))}
        {unable.map((one) => row(one, false))}
      </ul>
      <p className="cap muted mt-2">
        {perSecond === null ? t("pace") : t("perSecond", { count: perSecond })} {t("perCall", { count: perCall })}
      </p>
    </>
  );
}
