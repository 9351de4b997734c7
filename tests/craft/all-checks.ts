import type { Check } from './check.ts';
import { contentChecks } from './content-checks.ts';
import { headerChecks } from './header-checks.ts';
import { mimeChecks } from './mime-checks.ts';
import { structureChecks } from './structure-checks.ts';
import { styleChecks } from './style-checks.ts';
import { textChecks } from './text-checks.ts';

/** Everything that a message must be and that its bytes show; README.md has the list in words. */
export const allChecks: Check[] = [
  ...mimeChecks,
  ...headerChecks,
  ...textChecks,
  ...structureChecks,
  ...contentChecks,
  ...styleChecks,
];
