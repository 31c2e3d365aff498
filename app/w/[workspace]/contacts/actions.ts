"use server";

import { getTranslations } from "next-intl/server";
import { draftForContacts } from "#lib/domain/campaigns/commands/draft-for-contacts";
import { ContactDraftInput } from "#lib/domain/campaigns/schema";
import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { deleteContact } from "#lib/domain/contacts/commands/delete-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { revertContactImport } from "#lib/domain/contacts/commands/revert-contact-import";
import { startContactImport } from "#lib/domain/contacts/commands/start-contact-import";
import {
  AddContactInput,
  ContactImportInput,
  ContactInput,
  EditContactInput,
  RevertContactImportInput,
} from "#lib/domain/contacts/schema";
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

export const draftForContactsAction = defineAction({
  name: "campaign.create",
  permission: "campaigns:write",
  input: ContactDraftInput,
  run: async (tx, input) => {
    const t = await getTranslations("contacts.campaign");
    return draftForContacts(tx, input, { number: t("number"), name: t("name") });
  },
});
