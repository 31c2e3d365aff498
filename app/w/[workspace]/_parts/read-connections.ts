import { cache } from "react";
import { listConnections } from "#lib/domain/connections/queries";
import type { OpenPage } from "#lib/gate/page";

/** The connections for all cards of one page: several show them, one transaction reads them. */
export const readConnections = cache((open: OpenPage) => open.read((tx) => listConnections(tx)));
