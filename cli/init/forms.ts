import type { Change } from './cdk-json-file.ts';
import type { Draft } from './draft.ts';

/** The sender as it is typed: the address alone where its name is the publication's title. */
export function showSender(from: unknown, title: unknown): string | undefined {
  const { name, address } = (from ?? {}) as { name?: unknown; address?: unknown };
  if (typeof address !== 'string') return undefined;
  return name === title || typeof name !== 'string' ? address : `${name} <${address}>`;
}

/** What a sender that was typed changes; one without a name keeps the name that is there, or has the title for one. */
export function readSender(answer: string, draft: Draft): Change[] {
  const [, name, address = answer] = /^(.*?)\s*<([^<>]*)>$/.exec(answer) ?? [];
  const from = ['publications', draft.index, 'from'];
  const known = draft.field('from', 'name') ?? draft.field('title');
  return [
    { path: [...from, 'name'], value: name === undefined || name === '' ? known : name },
    { path: [...from, 'address'], value: address },
  ];
}

/** A topic as the configuration has it. */
type Topic = { id: string; title: string };

/** Topics as they are typed: `chips=Chips; law=Courts and law`. */
export function showTopics(topics: unknown): string | undefined {
  if (!Array.isArray(topics) || topics.length === 0) return undefined;
  return topics.map(({ id, title }: Partial<Topic>) => `${id}=${title}`).join('; ');
}

/** Topics that were typed. One without an id gets one from its title, where that has letters for it. */
export function readTopics(answer: string): Topic[] {
  const parts = answer
    .split(/[;；\n]/)
    .map(part => part.trim())
    .filter(part => part !== '');
  return parts.map(part => {
    const at = part.indexOf('=');
    if (at === -1) return { id: idFrom(part), title: part };
    return { id: part.slice(0, at).trim(), title: part.slice(at + 1).trim() };
  });
}

function idFrom(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 40)
    .replace(/-$/, '');
}

/** A list as it is typed: with commas. */
export function showList(list: unknown): string | undefined {
  return Array.isArray(list) && list.length > 0 ? list.join(', ') : undefined;
}

/** A list that was typed, with commas, semicolons or spaces between. */
export function readList(answer: string): string[] {
  return answer.split(/[\s,;，；]+/).filter(part => part !== '');
}

/** A hosted zone as it is typed: its id and its domain. */
export function showZone(zone: unknown): string | undefined {
  const { id, name } = (zone ?? {}) as { id?: unknown; name?: unknown };
  return id === undefined && name === undefined ? undefined : `${id ?? ''} ${name ?? ''}`.trim();
}

/** A hosted zone that was typed, its domain also as Route 53 has it, with a dot at the end. */
export function readZone(answer: string): { id: string; name: string } {
  const [id = '', ...name] = answer.split(/[\s,;=]+/).filter(part => part !== '');
  return { id, name: name.join(' ').replace(/\.$/, '') };
}
