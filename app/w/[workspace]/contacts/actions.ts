"use server";

import { addContact } from "#lib/domain/contacts/commands/add-contact";
import { deleteContact } from "#lib/domain/contacts/commands/delete-contact";
import { editContact } from "#lib/domain/contacts/commands/edit-contact";
import { AddContactInput, ContactInput, EditContactInput } from "#lib/domain/contacts/schema";
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
