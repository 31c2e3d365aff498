"use server";

import { getTranslations } from "next-intl/server";
import { draftForList } from "#lib/domain/campaigns/commands/draft-for-list";
import { mergeContacts } from "#lib/domain/consent/commands/merge-contacts";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { deleteContact } from "#lib/domain/contacts/commands/delete-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { revertContactImport } from "#lib/domain/contacts/commands/revert-contact-import";
import { startContactImport } from "#lib/domain/contacts/commands/start-contact-import";
import {
  AddContactInput,
  ContactChoice,
  ContactImportInput,
  ContactInput,
  EditContactInput,
  MergeContactsInput,
  RevertContactImportInput,
} from "#lib/domain/contacts/schema";
import { listContacts } from "#lib/domain/imports/commands/list-contacts";
import { defineAction } from "#lib/gate/action";

const permission = "contacts:write";

export const addContactAction = defineAction({
  name: "contact.add",
  permission,
  input: AddContactInput,
  run: addContact,
});

export const editContactAction = defineAction({
  name: "contact.edit",
  permission,
  input: EditContactInput,
  run: editContact,
});

export const deleteContactAction = defineAction({
  name: "contact.delete",
  permission,
  input: ContactInput,
  run: deleteContact,
});

export const mergeContactsAction = defineAction({
  name: "contact.merge",
  permission,
  input: MergeContactsInput,
  run: mergeContacts,
});

export const importContactsAction = defineAction({
  name: "contact.import",
  permission,
  input: ContactImportInput,
  run: startContactImport,
});

export const revertImportAction = defineAction({
  name: "contact.revert",
  permission,
  input: RevertContactImportInput,
  run: revertContactImport,
});

async function listWords() {
  const t = await getTranslations("contacts.campaign");
  return { number: t("number"), name: t("name"), all: t("everybody") };
}

export const draftForContactsAction = defineAction({
  name: "campaign.create",
  permission: "campaigns:write",
  input: ContactChoice,
  run: async (tx, input) => draftForList(tx, (await listContacts(tx, input, await listWords())).result),
});

export const listContactsAction = defineAction({
  name: "import.list",
  permission,
  input: ContactChoice,
  run: async (tx, input) => listContacts(tx, input, await listWords()),
});
