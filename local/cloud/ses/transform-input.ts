import type { InputRule } from '../../../core/feedback/event-rules.ts';

/**
 * Does what EventBridge does with a rule's input transformer, as far as ours go: puts the value at each path into its place in
 * the template, as text, and nothing where the event has no such value.
 */
export function transformInput({ paths, template }: InputRule, event: unknown): string {
  return template.replace(/<([A-Za-z0-9_-]+)>/g, (_, variable: string) => {
    const path = paths[variable];
    const value = path === undefined ? undefined : valueAt(event, path);
    if (value === undefined || value === null) return '';
    return typeof value === 'string' ? JSON.stringify(value).slice(1, -1) : JSON.stringify(value);
  });
}

/** Follows a path such as `$.detail.mail.tags.edition[0]`. */
function valueAt(event: unknown, path: string): unknown {
  const steps = path.match(/[^.[\]]+/g)?.slice(1) ?? [];
  return steps.reduce<unknown>(
    (value, step) =>
      value === null || value === undefined ? undefined : (value as Record<string, unknown>)[step],
    event,
  );
}
