"use server";

import { createSegment } from "#lib/domain/segments/commands/create-segment";
import { deleteSegment } from "#lib/domain/segments/commands/delete-segment";
import { editSegment } from "#lib/domain/segments/commands/edit-segment";
import { CreateSegmentInput, EditSegmentInput, SegmentInput } from "#lib/domain/segments/schema";
import { defineAction } from "#lib/gate/action";

const permission = "campaigns:write";

export const createSegmentAction = defineAction({
  name: "segment.create",
  permission,
  input: CreateSegmentInput,
  run: createSegment,
});

export const editSegmentAction = defineAction({
  name: "segment.edit",
  permission,
  input: EditSegmentInput,
  run: editSegment,
});

export const deleteSegmentAction = defineAction({
  name: "segment.delete",
  permission,
  input: SegmentInput,
  run: deleteSegment,
});
