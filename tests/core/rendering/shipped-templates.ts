import { fileURLToPath } from 'node:url';
import type { Digest } from '../../../core/digest/digest.ts';
import {
  type RenderedDigest,
  type RenderFields,
  renderDigest,
} from '../../../core/rendering/digest/render.ts';
import { compileTemplates } from '../../../core/rendering/handlebars/templates.ts';
import { messagesFrom } from '../../../core/rendering/language/messages.ts';
import { readTemplates } from '../../../lambdas/runtime/read-text.ts';

/** The template sources that ship with the project. */
export const sources = readTemplates(fileURLToPath(new URL('../../../templates', import.meta.url)));
export const templates = compileTemplates(sources);
export const messages = messagesFrom(sources, 'en');
/** Every language in which a publication can appear. */
export const languages = { en: messages, 'zh-Hans': messagesFrom(sources, 'zh-Hans') };

export const marker = '0f3a9c41d27be85664c1f0a9b7e2d3580f3a9c41d27be85664c1f0';
export const places: RenderFields = {
  readerSince: '2026-11-03',
  leaveUrl: `https://links.example/leave/china-tech-controls/${marker}`,
  archiveUrl: 'https://archive.example/archive/china-tech-controls/2026-11-23/index.html',
  allEditionsUrl: 'https://archive.example/archive/china-tech-controls/index.html',
  subscribeUrl: 'https://links.example/subscribe?publication=china-tech-controls',
  privacyUrl: 'https://links.example/privacy/china-tech-controls',
};

/** Renders a digest with the shipped templates. */
export function render(digest: Digest, where: RenderFields = places): RenderedDigest {
  return renderDigest({ digest, templates, messages, fields: where });
}
