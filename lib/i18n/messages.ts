import type { Locale } from "#lib/i18n/locale";
import accountEn from "./en/account.json" with { type: "json" };
import auditEn from "./en/audit.json" with { type: "json" };
import authEn from "./en/auth.json" with { type: "json" };
import campaignsEn from "./en/campaigns.json" with { type: "json" };
import commonEn from "./en/common.json" with { type: "json" };
import composeEn from "./en/compose.json" with { type: "json" };
import connectionsEn from "./en/connections.json" with { type: "json" };
import consentEn from "./en/consent.json" with { type: "json" };
import contactsEn from "./en/contacts.json" with { type: "json" };
import dashboardEn from "./en/dashboard.json" with { type: "json" };
import errorsEn from "./en/errors.json" with { type: "json" };
import exportsEn from "./en/exports.json" with { type: "json" };
import importsEn from "./en/imports.json" with { type: "json" };
import inboxEn from "./en/inbox.json" with { type: "json" };
import instanceEn from "./en/instance.json" with { type: "json" };
import inviteEn from "./en/invite.json" with { type: "json" };
import mailEn from "./en/mail.json" with { type: "json" };
import mailStopEn from "./en/mailStop.json" with { type: "json" };
import messagesEn from "./en/messages.json" with { type: "json" };
import optOutEn from "./en/optOut.json" with { type: "json" };
import otpEn from "./en/otp.json" with { type: "json" };
import providerEn from "./en/provider.json" with { type: "json" };
import reportEn from "./en/report.json" with { type: "json" };
import reportsEn from "./en/reports.json" with { type: "json" };
import reviewEn from "./en/review.json" with { type: "json" };
import segmentsEn from "./en/segments.json" with { type: "json" };
import sendersEn from "./en/senders.json" with { type: "json" };
import settingsEn from "./en/settings.json" with { type: "json" };
import shellEn from "./en/shell.json" with { type: "json" };
import statesEn from "./en/states.json" with { type: "json" };
import teamEn from "./en/team.json" with { type: "json" };
import templatesEn from "./en/templates.json" with { type: "json" };
import unansweredEn from "./en/unanswered.json" with { type: "json" };
import workspacesEn from "./en/workspaces.json" with { type: "json" };
import accountTr from "./tr/account.json" with { type: "json" };
import auditTr from "./tr/audit.json" with { type: "json" };
import authTr from "./tr/auth.json" with { type: "json" };
import campaignsTr from "./tr/campaigns.json" with { type: "json" };
import commonTr from "./tr/common.json" with { type: "json" };
import composeTr from "./tr/compose.json" with { type: "json" };
import connectionsTr from "./tr/connections.json" with { type: "json" };
import consentTr from "./tr/consent.json" with { type: "json" };
import contactsTr from "./tr/contacts.json" with { type: "json" };
import dashboardTr from "./tr/dashboard.json" with { type: "json" };
import errorsTr from "./tr/errors.json" with { type: "json" };
import exportsTr from "./tr/exports.json" with { type: "json" };
import importsTr from "./tr/imports.json" with { type: "json" };
import inboxTr from "./tr/inbox.json" with { type: "json" };
import instanceTr from "./tr/instance.json" with { type: "json" };
import inviteTr from "./tr/invite.json" with { type: "json" };
import mailTr from "./tr/mail.json" with { type: "json" };
import mailStopTr from "./tr/mailStop.json" with { type: "json" };
import messagesTr from "./tr/messages.json" with { type: "json" };
import optOutTr from "./tr/optOut.json" with { type: "json" };
import otpTr from "./tr/otp.json" with { type: "json" };
import providerTr from "./tr/provider.json" with { type: "json" };
import reportTr from "./tr/report.json" with { type: "json" };
import reportsTr from "./tr/reports.json" with { type: "json" };
import reviewTr from "./tr/review.json" with { type: "json" };
import segmentsTr from "./tr/segments.json" with { type: "json" };
import sendersTr from "./tr/senders.json" with { type: "json" };
import settingsTr from "./tr/settings.json" with { type: "json" };
import shellTr from "./tr/shell.json" with { type: "json" };
import statesTr from "./tr/states.json" with { type: "json" };
import teamTr from "./tr/team.json" with { type: "json" };
import templatesTr from "./tr/templates.json" with { type: "json" };
import unansweredTr from "./tr/unanswered.json" with { type: "json" };
import workspacesTr from "./tr/workspaces.json" with { type: "json" };

const turkish = {
  account: accountTr,
  audit: auditTr,
  auth: authTr,
  campaigns: campaignsTr,
  common: commonTr,
  compose: composeTr,
  connections: connectionsTr,
  consent: consentTr,
  contacts: contactsTr,
  dashboard: dashboardTr,
  errors: errorsTr,
  exports: exportsTr,
  imports: importsTr,
  invite: inviteTr,
  inbox: inboxTr,
  instance: instanceTr,
  mail: mailTr,
  mailStop: mailStopTr,
  messages: messagesTr,
  optOut: optOutTr,
  otp: otpTr,
  provider: providerTr,
  report: reportTr,
  reports: reportsTr,
  review: reviewTr,
  segments: segmentsTr,
  senders: sendersTr,
  settings: settingsTr,
  shell: shellTr,
  states: statesTr,
  team: teamTr,
  templates: templatesTr,
  unanswered: unansweredTr,
  workspaces: workspacesTr,
};

/** Every text of the interface, by namespace; Turkish says which keys exist, and English must have the same. */
export type Messages = typeof turkish;

/** A file of texts. */
export type Namespace = keyof Messages;

const english: Messages = {
  account: accountEn,
  audit: auditEn,
  auth: authEn,
  campaigns: campaignsEn,
  common: commonEn,
  compose: composeEn,
  connections: connectionsEn,
  consent: consentEn,
  contacts: contactsEn,
  dashboard: dashboardEn,
  errors: errorsEn,
  exports: exportsEn,
  imports: importsEn,
  invite: inviteEn,
  inbox: inboxEn,
  instance: instanceEn,
  mail: mailEn,
  mailStop: mailStopEn,
  messages: messagesEn,
  optOut: optOutEn,
  otp: otpEn,
  provider: providerEn,
  report: reportEn,
  reports: reportsEn,
  review: reviewEn,
  segments: segmentsEn,
  senders: sendersEn,
  settings: settingsEn,
  shell: shellEn,
  states: statesEn,
  team: teamEn,
  templates: templatesEn,
  unanswered: unansweredEn,
  workspaces: workspacesEn,
};

const byLocale: Record<Locale, Messages> = { tr: turkish, en: english };

/** The texts of one language. */
export function messagesOf(locale: Locale): Messages {
  return byLocale[locale];
}
