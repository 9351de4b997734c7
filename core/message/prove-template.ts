import { composeMessage, type Mailbox } from './compose.ts';
import { fillIn } from './fill-in.ts';
import type { MarkedContent, MessageTemplate } from './message-template.ts';
import {
  type FieldName,
  fieldLengths,
  fieldNames,
  type ReaderFields,
  UnplaceableFieldError,
} from './reader-fields.ts';

/** Nobody's: a name that has to be encoded and folded, and fields with every kind of character that they may have. */
const nobody: Mailbox = { name: '试读者 '.repeat(12), address: 'nobody@places.example' };
const nobodysField = (name: FieldName) => 'Zz0-_9aA'.repeat(8).slice(0, fieldLengths[name]);
const nobodysFields: ReaderFields = {
  id: nobodysField('id'),
  leaveKey: nobodysField('leaveKey'),
  since: nobodysField('since'),
};

/**
 * Fills in a copy for nobody and compares it with composing that copy from the start. So an edition is sealed only if its
 * own bytes and places have been tried, whatever its content is and whatever has changed in the libraries that encode.
 * @throws UnplaceableFieldError when they differ.
 */
export async function proveTemplate(template: MessageTemplate, content: MarkedContent): Promise<void> {
  const fields = nobodysFields;
  const withFields = (text: string) =>
    fieldNames.reduce((all, name) => all.replaceAll(content.fields[name], fields[name]), text);
  const composed = await composeMessage({
    ...content,
    to: nobody,
    fields,
    leaveUrl: withFields(content.leaveUrl),
    html: withFields(content.html),
    text: withFields(content.text),
  });
  const filledIn = fillIn(template, nobody, fields);
  if (filledIn.equals(composed)) return;
  const at = filledIn.findIndex((byte, index) => byte !== composed[index]);
  throw new UnplaceableFieldError(
    'message: expected a copy that is filled in to have the bytes of one that is composed for that reader, ' +
      `found a difference at byte ${at} of ${composed.length}. Nothing was sealed. This is a fault of Courant: report it.`,
  );
}
