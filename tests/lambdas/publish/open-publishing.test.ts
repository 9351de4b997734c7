import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { publishEnvironment } from '../../../lambdas/publish/environment.ts';
import { openPublishing } from '../../../lambdas/publish/open-publishing.ts';
import { stackEnvironment } from '../../../lambdas/runtime/environment.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';

const runbook = 'https://git.news.example/courant/docs/runbook.md';

/** What receipts' mails are written with, where the environment names a stack, or none. */
function opened(stack: string) {
  for (const name of Object.values(publishEnvironment)) vi.stubEnv(name, `a-${name}`);
  vi.stubEnv(publishEnvironment.templatesDirectory, path.resolve(import.meta.dirname, '../../../templates'));
  vi.stubEnv('AWS_REGION', 'eu-west-1');
  vi.stubEnv(stackEnvironment.stack, stack);
  return openPublishing({ ...aConfiguration(), publicArchive: false, runbook }).receiptWriting;
}

afterEach(() => {
  vi.unstubAllEnvs();
});

describe("what the receipt's mail is written with", () => {
  it('is the configured address of the runbook, and no page of a private archive', () => {
    expect(opened('arn:stack')).toMatchObject({ runbook, links: { archive: null }, local: false });
  });

  it('is of this machine where there is no stack', () => {
    expect(opened('')).toMatchObject({ local: true });
  });
});
