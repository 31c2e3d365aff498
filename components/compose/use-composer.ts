"use client";

import { useMemo } from "react";
import { isAboveThreshold } from "#lib/domain/campaigns/approval";
import type { Checkup } from "#lib/domain/campaigns/draft";
import type { CampaignKind } from "#lib/domain/campaigns/model";
import {
  type CompiledTemplate,
  compileTemplate,
  type Rendered,
  render,
  type TemplateProblem,
  withLink,
} from "#lib/domain/campaigns/template";
import { DomainError } from "#lib/domain/errors";
import type { KeptDraft } from "./draft-keeper.ts";
import type { ApprovalOutlook } from "./outlook.tsx";
import type { SendObstacle } from "./send-bar.tsx";

/** A text bound to the columns of a list, and what is wrong with it. */
export interface BoundText {
  readonly template: CompiledTemplate;
  readonly problems: readonly TemplateProblem[];
  /** The person's cells, with an example of the address to refuse on. */
  readonly cells: readonly string[];
  /** The text as the previewed person gets it. */
  readonly rendered: Rendered;
}

/** Binds the text as it is typed; the same files do it that will do it for the sending. */
export function useBoundText(
  text: string,
  columns: readonly string[],
  cells: readonly string[],
  optOutLink: string,
): BoundText {
  return useMemo(() => {
    try {
      const { template, problems } = compileTemplate(text, columns);
      const all = withLink(template, cells, optOutLink);
      return { template, problems, cells: all, rendered: render(template, all) };
    } catch (error) {
      // Half a character, as an emoji being typed leaves for a moment: the server refuses it, here it shows as it is.
      if (!(error instanceof DomainError)) throw error;
      return {
        template: { literals: [text], slots: [], isFixed: true, linkColumn: null },
        problems: [],
        cells,
        rendered: { text, missing: [] },
      };
    }
  }, [text, columns, cells, optOutLink]);
}

interface ObstacleFacts {
  readonly isHalted: boolean;
  readonly kept: KeptDraft;
  readonly checkup: Checkup | null;
  /** Whether the check is about the draft as it is now. */
  readonly isCurrent: boolean;
  readonly kind: CampaignKind | null;
}

/** The first thing that keeps the draft from being sent; null when it may go. */
export function obstacleOf({ isHalted, kept, checkup, isCurrent, kind }: ObstacleFacts): SendObstacle | null {
  if (isHalted) return "halted";
  const { state } = kept;
  if (state.kind !== "saved" && state.kind !== "unsaved" && state.kind !== "saving") return "unsaved";
  if (checkup === null) return "waiting";
  if (checkup.level === "red" || kind === null) return "blocked";
  return isCurrent && state.kind === "saved" ? null : "waiting";
}

/** What a draft needs besides being in order. */
export interface ApprovalNeed {
  /** It is submitted for approval instead of being sent. */
  readonly isNeeded: boolean;
  /** Nobody could give it. */
  readonly isHopeless: boolean;
}

/** Whether a draft of this size is submitted instead of sent; the server decides the same once more. */
export function approvalNeedOf(outlook: ApprovalOutlook, checkup: Checkup | null): ApprovalNeed {
  const isAbove = checkup !== null && isAboveThreshold(outlook, checkup);
  const isNeeded = outlook.always || isAbove;
  return { isNeeded, isHopeless: isNeeded && outlook.approvers === 0 && (isAbove || !outlook.mayApproveSmall) };
}
