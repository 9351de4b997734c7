import { describe, expect, it } from 'vitest';
import type { Installation } from '../../../cli/installation/installation.ts';
import { aConfiguration } from '../../support/builders/a-publication.ts';
import { aMemoryWorld } from '../memory-world.ts';

/** A world with two publications, of which the second has an edition that is held. */
async function twoPublications(changes: Partial<Installation> = {}) {
  const [weekly, other] = [{}, { id: 'other', title: 'Another' }].flatMap(
    changes => aConfiguration(changes).publications,
  );
  const configuration = { ...aConfiguration(), publications: [weekly, other].flatMap(one => one ?? []) };
  const world = aMemoryWorld(changes, configuration);
  await world.installation.publish({ publication: 'other', scheduledTime: '2026-11-16T06:00:00Z' as never });
  await world.press.editions.hold({ publication: 'other', edition: '2026-11-16' }, 'AccessDenied: no');
  return world;
}

describe('courant status, of several publications', () => {
  it('shows each under its title, and names it in what is to be typed', async () => {
    const { courant } = await twoPublications();
    const { code, out } = await courant('status');
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Weekly \(weekly\)\nWeekly has no editions yet\.\n[\s\S]*\n\nAnother \(other\)\nNo\. 1 is held: nobody has it yet\.\n/,
    );
    expect(out).toContain('courant release 2026-11-16 --publication other');
  });

  it('shows one that is named, without a title, and asks which edition is meant by its date', async () => {
    const { courant } = await twoPublications();
    const { code, out } = await courant('status', '--publication', 'weekly');
    expect(code).toBe(0);
    expect(out).toMatch(/^Weekly has no editions yet\.\n/);
    expect((await courant('status', '2026-11-16')).err).toContain('--publication with one of weekly, other');
  });

  it('is, for programs, an object a line and nothing else', async () => {
    const { courant } = await twoPublications();
    const { out } = await courant('status', '--json');
    const lines = out
      .trim()
      .split('\n')
      .map(line => JSON.parse(line));
    expect(lines.map(({ publication, edition }) => [publication, edition])).toContainEqual([
      'other',
      '2026-11-16',
    ]);
  });
});

describe('courant status, of a stack without termination protection', () => {
  const title = 'A mistake could delete the stack evening: its termination protection is off.';
  const deployed = (terminationProtection = false) =>
    aMemoryWorld({ unprotectedStack: 'evening' }, { ...aConfiguration(), terminationProtection });

  it('says once, at the end, what to type, and waits for nobody', async () => {
    const { code, out } = await deployed().courant('status');
    expect(code).toBe(0);
    expect(out.split('\n\n').at(-1)).toBe(
      `${title}\n  To do       Type npm run courant -- init --termination-protection yes. Deploy again (npx cdk\n` +
        '              deploy).\n',
    );
    const several = await twoPublications({ unprotectedStack: 'evening' });
    expect((await several.courant('status')).out.split(title)).toHaveLength(2);
  });

  it('asks for no more than a deployment where cdk.json has it', async () => {
    const { out } = await deployed(true).courant('status');
    expect(out).toMatch(/To do +Deploy again \(npx cdk deploy\)\.\n$/);
  });

  it('says nothing of it to programs, of one edition, or where the stack is protected', async () => {
    const { courant } = await twoPublications({ unprotectedStack: 'evening' });
    expect((await courant('status', '--json')).out).not.toContain('protection');
    expect((await courant('status', '2026-11-16', '--publication', 'other')).out).not.toContain('protection');
    expect((await aMemoryWorld().courant('status')).out).not.toContain('protection');
  });
});
