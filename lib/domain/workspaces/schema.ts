import { z } from "zod";
import { slugProblem } from "#lib/domain/workspaces/slug";
import { isZone } from "#lib/domain/workspaces/zones";

/** Most characters of a workspace's name. */
const WORKSPACE_NAME_MAX = 60;

/** A workspace's name: anything but control characters, blanks at the ends dropped. */
const WorkspaceName = z
  .string()
  .max(WORKSPACE_NAME_MAX)
  .transform((typed) => typed.normalize("NFC").trim())
  .refine((name) => name !== "" && !/[\p{Cc}\p{Cf}\p{Cs}]/u.test(name), { message: "workspace.name_empty" });

/** The address of a workspace inside the instance. */
const Slug = z
  .string()
  .max(1_000)
  .superRefine((slug, context) => {
    const reason = slugProblem(slug);
    if (reason !== null) context.addIssue({ code: "custom", message: "workspace.slug_not_valid", params: { reason } });
  });

/** Making a workspace. */
export const CreateWorkspaceInput = z.strictObject({
  name: WorkspaceName,
  slug: Slug,
  zone: z.string().max(60).refine(isZone, { message: "workspace.zone_not_valid" }),
  locale: z.enum(["tr", "en"]),
});
