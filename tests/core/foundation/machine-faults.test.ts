import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourantError } from '../../../core/foundation/errors.ts';
import { MachineFaultError, machineFault } from '../../../core/foundation/machine-faults.ts';

let scratch = '';
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'courant-faults-'));
  await writeFile(join(scratch, 'file'), '');
});
afterAll(async () => {
  await rm(scratch, { recursive: true, force: true });
});

/** What the system throws when it is asked for this. */
async function thrown(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error('expected the system to refuse this');
}

const asked = {
  ENOTDIR: () => mkdir(join(scratch, 'file/inside'), { recursive: true }),
  EEXIST: () => mkdir(join(scratch, 'file'), { recursive: true }),
  EISDIR: () => writeFile(scratch, ''),
  ENAMETOOLONG: () => writeFile(join(scratch, 'n'.repeat(300)), ''),
  ENOMEM: () => new ArrayBuffer(2 ** 53 - 1),
};
const codes = [
  ...['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EIO', 'EMFILE', 'ENFILE', 'ENOMEM'],
  ...['ERR_WORKER_OUT_OF_MEMORY', 'ERR_MEMORY_ALLOCATION_FAILED'],
];

describe('machineFault', () => {
  it.each(Object.entries(asked))('puts a real %s into words', async (code, work) => {
    const fault = machineFault(await thrown(work));
    expect(fault).toBeInstanceOf(MachineFaultError);
    expect(fault?.code).toBe(code);
    expect(fault?.message).toMatch(
      /^(this machine|\/.*): expected .+, found .+ \(\w+(, \w+)?\)\. [A-Z].+\.$/,
    );
    if (code !== 'ENOMEM') expect(fault?.message).toContain(scratch);
  });

  it.each(codes)('knows %s, and names the file and what was done with it', code => {
    const error = Object.assign(new Error('x'), { code, path: '/srv/a', syscall: 'open' });
    expect(machineFault(error)?.message).toMatch(new RegExp(`^/srv/a: expected .+ \\(${code}, open\\)\\. `));
  });

  it('finds it behind other errors, but never behind one of Courant, which has words of its own', () => {
    const full = Object.assign(new Error('x'), { code: 'ENOSPC' });
    expect(machineFault(new Error('outer', { cause: new Error('inner', { cause: full }) }))?.code).toBe(
      'ENOSPC',
    );
    expect(machineFault(new CourantError('says it all', { cause: full }))).toBeUndefined();
    const fault = machineFault(full);
    expect(machineFault(new Error('outer', { cause: fault }))).toBe(fault);
    const denied = machineFault({ code: 'EACCES', path: '/srv/a' });
    expect(machineFault(denied, 'DIR names it')?.message).toContain('DIR names it');
  });

  it('says how to name another folder, where that helps', () => {
    const of = (code: string) => machineFault({ code, path: '/srv/a' }, 'DIR names it')?.message;
    expect(of('EACCES')).toMatch(/use a folder of your own: DIR names it\.$/);
    expect(of('ENOSPC')).not.toContain('DIR names it');
  });

  it.each(['listen', 'watch', 'kill'])(
    'leaves alone what refuses %s, but for the limits of the machine',
    syscall => {
      expect(machineFault({ code: 'EACCES', syscall })).toBeUndefined();
      expect(machineFault({ code: 'EMFILE', syscall })?.code).toBe('EMFILE');
    },
  );

  it('takes anything, and an error that is its own cause', () => {
    fc.assert(fc.property(fc.anything(), value => machineFault(value) === undefined));
    const circle = new Error('x');
    circle.cause = circle;
    expect(machineFault(circle)).toBeUndefined();
  });
});
