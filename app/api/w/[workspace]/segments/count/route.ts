import { countSegments } from "#lib/domain/segments/queries";
import { CountRuleInput } from "#lib/domain/segments/schema";
import { defineRoute } from "#lib/gate/route";

/** How many contacts a rule is true of, asked while somebody writes it. Nothing is changed by asking. */
export const POST = defineRoute<{ workspace: string }>("campaigns:write", async (request, { transact }) => {
  const asked: unknown = await request.json().catch(() => null);
  const { rule } = CountRuleInput.parse(asked);
  const [count] = await transact((tx) => countSegments(tx, [rule]));
  return Response.json(count);
});
