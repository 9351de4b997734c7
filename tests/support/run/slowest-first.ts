import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Projects and folders of the tests that take longest, the longest first: whoever starts one of them last is waited for. */
const slow = [
  /end-to-end\/faults/,
  /end-to-end/,
  /browser/,
  /infra\/synth/,
  /bench/,
  /craft/,
  /cli/,
  /infra/,
];

/** Begins with what takes longest, on a machine that has never run the tests, too. One project's files stay together. */
export class SlowestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const projects = ['faults', 'together', 'apart'];
    const rank = ({ project, moduleId }: TestSpecification) => {
      const place = slow.findIndex(pattern => pattern.test(moduleId));
      return projects.indexOf(project.name) * 100 + (place === -1 ? slow.length : place);
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
