import type { Choice } from "#components/ui/select";
import type { ConsentFilter } from "#lib/domain/consent/schema";
import type { Scope } from "#lib/gate/scope";

/** What both tabs of the page work with. */
export interface TabProps<Page> {
  scope: Scope;
  path: string;
  filter: ConsentFilter;
  lists: readonly Choice[];
  page: Page;
}
