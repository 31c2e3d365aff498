"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { type FormAnswer, useFormAnswer } from "#components/ui/form-answer";
import { SubmitButton } from "#components/ui/submit-button";
import { toast } from "#components/ui/toast";
import { isNarrowed } from "#lib/domain/contacts/address";
import type { ContactFilter } from "#lib/domain/contacts/schema";

interface ContactCampaignButtonProps {
  slug: string;
  filter: ContactFilter;
  action: (form: FormData) => Promise<FormAnswer<string>>;
}

/** Opens a draft to the contacts that the page shows. */
export function ContactCampaignButton({ slug, filter, action }: ContactCampaignButtonProps) {
  const t = useTranslations("contacts.campaign");
  const router = useRouter();
  const form = useFormAnswer(async (sent) => {
    const answer = await action(sent);
    if (answer.ok) router.push(`/w/${slug}/campaigns/${answer.result}/edit`);
    else toast({ tone: "bad", text: answer.error.message });
    return answer;
  });
  const { search, tag, segment } = filter;
  return (
    <form action={form.send}>
      {search !== undefined && <input type="hidden" name="search" value={search} />}
      {tag !== undefined && <input type="hidden" name="tag" value={tag} />}
      {segment !== undefined && <input type="hidden" name="segmentId" value={segment} />}
      <SubmitButton>{t(isNarrowed(filter) ? "shown" : "all")}</SubmitButton>
    </form>
  );
}
