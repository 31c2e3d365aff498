"use server";

import { revalidatePath } from "next/cache";
import { redirect } from "next/navigation";
import { setNote, setRamp, setSignUp } from "#lib/domain/instance/commands/change-settings";
import { checkMail, type MailCheck } from "#lib/domain/instance/commands/check-mail";
import { disableUser, enableUser } from "#lib/domain/instance/commands/disable-user";
import { openWorkspace } from "#lib/domain/instance/commands/open-workspace";
import { retryJob } from "#lib/domain/instance/commands/retry-job";
import { setDailyLimit } from "#lib/domain/instance/commands/set-daily-limit";
import { suspendWorkspace, unsuspendWorkspace } from "#lib/domain/instance/commands/suspend-workspace";
import { turnProviderOff, turnProviderOn } from "#lib/domain/instance/commands/switch-provider";
import { viewWorkspace } from "#lib/domain/instance/commands/view-workspace";
import type { WorkspaceFigures } from "#lib/domain/instance/model";
import {
  DailyLimitInput,
  JobInput,
  NoteInput,
  OpenWorkspaceInput,
  ProviderSwitchInput,
  RampInput,
  ReasonInput,
  SignUpSettingInput,
  UserInput,
} from "#lib/domain/instance/schema";
import { defineInstanceAction, defineInstanceCheck, defineOpeningAction, defineOversight } from "#lib/gate/operator";
import type { ActionResult } from "#lib/gate/refusal";

const suspending = defineOversight({ name: "instance.suspend", input: ReasonInput, run: suspendWorkspace });
const unsuspending = defineOversight({ name: "instance.unsuspend", input: ReasonInput, run: unsuspendWorkspace });
const limiting = defineOversight({ name: "instance.limit", input: DailyLimitInput, run: setDailyLimit });
const viewing = defineOversight({ name: "instance.view", input: ReasonInput, run: viewWorkspace });
const opening = defineOpeningAction({ name: "instance.open_workspace", input: OpenWorkspaceInput, run: openWorkspace });
const disabling = defineInstanceAction({ name: "instance.disable_user", input: UserInput, run: disableUser });
const enabling = defineInstanceAction({ name: "instance.enable_user", input: UserInput, run: enableUser });
const settingSignUp = defineInstanceAction({ name: "instance.sign_up", input: SignUpSettingInput, run: setSignUp });
const settingNote = defineInstanceAction({ name: "instance.note", input: NoteInput, run: setNote });
const settingRamp = defineInstanceAction({ name: "instance.ramp", input: RampInput, run: setRamp });
const turningOff = defineInstanceAction({
  name: "instance.provider_off",
  input: ProviderSwitchInput,
  run: turnProviderOff,
});
const turningOn = defineInstanceAction({
  name: "instance.provider_on",
  input: ProviderSwitchInput,
  run: turnProviderOn,
});
const retrying = defineInstanceAction({ name: "instance.retry_job", input: JobInput, run: retryJob });
const checking = defineInstanceCheck({
  name: "instance.mail_check",
  run: (user) => checkMail(user.email, user.locale === "en" ? "en" : "tr"),
});

export async function suspendWorkspaceAction(slug: string, form: FormData): Promise<ActionResult<null>> {
  return suspending(slug, form);
}

export async function unsuspendWorkspaceAction(slug: string, form: FormData): Promise<ActionResult<null>> {
  return unsuspending(slug, form);
}

export async function setDailyLimitAction(slug: string, form: FormData): Promise<ActionResult<null>> {
  return limiting(slug, form);
}

export async function viewWorkspaceAction(slug: string, form: FormData): Promise<ActionResult<WorkspaceFigures>> {
  return viewing(slug, form);
}

export async function openWorkspaceAction(form: FormData): Promise<ActionResult<{ slug: string }>> {
  const answer = await opening(form);
  if (answer.ok) redirect(`/instance/workspaces/${answer.result.slug}`);
  return answer;
}

export async function disableUserAction(form: FormData): Promise<ActionResult<null>> {
  return disabling(form);
}

export async function enableUserAction(form: FormData): Promise<ActionResult<null>> {
  return enabling(form);
}

export async function setSignUpAction(form: FormData): Promise<ActionResult<null>> {
  const answer = await settingSignUp(form);
  revalidatePath("/instance");
  return answer;
}

export async function setRampAction(form: FormData): Promise<ActionResult<null>> {
  return settingRamp(form);
}

export async function setNoteAction(form: FormData): Promise<ActionResult<null>> {
  return settingNote(form);
}

export async function turnProviderOffAction(form: FormData): Promise<ActionResult<null>> {
  return turningOff(form);
}

export async function turnProviderOnAction(form: FormData): Promise<ActionResult<null>> {
  return turningOn(form);
}

export async function retryJobAction(form: FormData): Promise<ActionResult<null>> {
  const answer = await retrying(form);
  revalidatePath("/instance");
  return answer;
}

export async function checkMailAction(): Promise<ActionResult<MailCheck>> {
  return checking();
}
