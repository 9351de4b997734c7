import type { InputRule } from '../../../core/feedback/event-rules.ts';

/**
 * Does what EventBridge was recorded to do with a rule's input transformer (localstack snapshots, events/test_events_inputs,
 * 2025-10-08), as far as ours go. Undefined is an event that vanishes: nothing arrives, and nobody hears of it.
 *
 * A variable without quotation marks becomes JSON: text in quotation marks, `""` where the event lacks the value, a list or object as it
 * is. Within quotation marks text stands as it is, and a list or object makes the event vanish. Nothing was recorded of a lacking value
 * there: here nothing takes its place. Nor of an unquoted `null`: here it stays one. Values are not escaped, says AWS's guide: a quotation
 * mark in one breaks the JSON.
 * In a template that is text as a whole, a list or object loses its quotation marks.
 */
export function transformInput({ paths, template }: InputRule, event: unknown): string | undefined {
  const isText = template.trimStart().startsWith('"');
  const parts = template.split(/<([A-Za-z0-9_-]+)>/);
  let made = '';
  let inQuotes = false;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      made += part;
      inQuotes = isInQuotes(part, inQuotes);
      continue;
    }
    const value = paths[part] === undefined ? undefined : valueAt(event, paths[part]);
    const isNested = typeof value === 'object' && value !== null;
    if (inQuotes && isNested && !isText) return undefined;
    made += inQuotes ? asText(value) : asJson(value);
  }
  return made;
}

/** Whether a piece of a template that began in quotation marks, or did not, also ends in them. */
function isInQuotes(piece: string, began: boolean): boolean {
  const marks = piece.replace(/\\./g, '').split('"').length - 1;
  return began === (marks % 2 === 0);
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
}

function asJson(value: unknown): string {
  if (value === undefined) return '""';
  return typeof value === 'string' ? `"${value}"` : JSON.stringify(value);
}

/** Follows a path such as `$.detail.mail.tags.edition[0]`; AWS's guide allows indices. */
function valueAt(event: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]]+/g)?.slice(1) ?? [];
  return steps.reduce<unknown>(
    (value, step) =>
      value === null || value === undefined ? undefined : (value as Record<string, unknown>)[step],
    event,
  );
}
