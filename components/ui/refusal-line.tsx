import CircleAlert from "lucide-react/icons/circle-alert";
import { Banner } from "#components/ui/banner";
import type { FormRefusal } from "#components/ui/form-answer";
import { Icon } from "#components/ui/icon";

interface RefusalLineProps {
  refusal: FormRefusal | null;
  /** Codes whose words stand under a field instead. */
  atFields?: readonly string[] | undefined;
}

/** Why a form was refused, unless a field says it. */
export function RefusalLine({ refusal, atFields = [] }: RefusalLineProps) {
  if (refusal === null || atFields.includes(refusal.code)) return null;
  return (
    <Banner tone="bad" live="alert" icon={<Icon of={CircleAlert} />}>
      {refusal.message}
    </Banner>
  );
}
