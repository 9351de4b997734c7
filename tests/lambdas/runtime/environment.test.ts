import { describe, expect, it } from 'vitest';
import { bundlePath } from '../../../lambdas/runtime/bundle-file.ts';
import { MissingEnvironmentError, readEnvironment } from '../../../lambdas/runtime/environment.ts';

const names = {
  contentBucket: 'CONTENT_BUCKET',
  readersTable: 'READERS_TABLE',
  linksUrl: 'LINKS_URL',
} as const;

describe('readEnvironment', () => {
  it('reads each variable under its property, and nothing else', () => {
    const environment = { CONTENT_BUCKET: 'content', READERS_TABLE: 'readers', LINKS_URL: ' x ', OTHER: 'o' };
    expect(readEnvironment(names, environment)).toEqual({
      contentBucket: 'content',
      readersTable: 'readers',
      linksUrl: ' x ',
    });
  });

  it('refuses to start with variables missing or empty, and names every one', () => {
    const reading = () => readEnvironment(names, { READERS_TABLE: 'readers', LINKS_URL: '' });
    expect(reading).toThrow(MissingEnvironmentError);
    expect(reading).toThrow(/^environment: CONTENT_BUCKET, LINKS_URL missing or empty\./);
  });

  it('never says what the others hold', () => {
    const reading = () => readEnvironment(names, { READERS_TABLE: 'a secret' });
    expect(reading).toThrow(/^(?!.*a secret)/s);
  });
});

describe('bundlePath', () => {
  it('is in the bundle in Lambda, and where the path says elsewhere', () => {
    expect(bundlePath('courant.json', { LAMBDA_TASK_ROOT: '/var/task' })).toBe('/var/task/courant.json');
    expect(bundlePath('courant.json', {})).toBe(`${process.cwd()}/courant.json`);
    expect(bundlePath('/folder/courant.json', { LAMBDA_TASK_ROOT: '/var/task' })).toBe(
      '/folder/courant.json',
    );
  });
});
