import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { makeLogger } from '../../../lambdas/runtime/logger.ts';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  // Then it writes to the console that a test can see.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  for (const level of ['info', 'error'] as const)
    vi.spyOn(console, level).mockImplementation(line => void lines.push(String(line)));
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

it('has no address in any line, however deep it lies, and all else as it was given', () => {
  const edition = { edition: '2026-11-23', hold: 'sender: add "digest@news.example" to cdk.json' };
  makeLogger('test').info('publish', { outcome: 'already sealed', edition, seen: ['<reader@mail.example>'] });
  makeLogger('test').error('failed', { error: new Error('no mailbox reader@mail.example') });
  expect(lines.join('')).not.toMatch(/news\.example|mail\.example/);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    message: 'publish',
    edition: { edition: '2026-11-23', hold: 'sender: add "(address)" to cdk.json' },
    seen: ['<(address)>'],
  });
  expect(JSON.parse(lines[1] ?? '').error.message).toBe('no mailbox (address)');
});
