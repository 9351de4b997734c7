import { examineAccess, examineSending, examineSuppression } from './account.ts';
import { examineCheckout } from './checkout.ts';
import { examineDmarc } from './dmarc.ts';
import { type Facts, isDeployed } from './facts.ts';
import { type Finding, type Report, together } from './finding.ts';
import { examineIdentities } from './identities.ts';
import { examineMailFrom } from './mail-from.ts';
import { examineSite } from './site.ts';
import { examineWatching } from './watching.ts';

/** What the doctor says; `proposal` is what to do once all is well, and no finding. */
export type Diagnosis = Report & { deployed: boolean; proposal: Finding | null };

/**
 * From what was looked at to what is wrong. What could not be looked at is no finding before a deployment; after one it is, because a
 * fault there would stay unseen.
 */
export function examine(facts: Facts): Diagnosis {
  const report = together([
    examineAccess(facts),
    examineCheckout(facts),
    examineIdentities(facts),
    examineMailFrom(facts),
    examineDmarc(facts),
    examineSending(facts),
    examineSuppression(facts),
    examineSite(facts),
    examineWatching(facts),
  ]);
  const deployed = isDeployed(facts);
  const hidden = deployed ? unlookedAt(report) : [];
  const findings = [...report.findings, ...hidden];
  return { ...report, findings, deployed, proposal: findings.length === 0 ? protection(facts) : null };
}

function unlookedAt({ unseen }: Report): Finding[] {
  if (unseen.length === 0) return [];
  return [
    {
      id: 'not-looked-at',
      found: `Not all could be looked at: ${unseen.map(({ subject }) => subject).join('; ')}.`,
      why: 'A fault there would not be seen.',
      todo: ['See below why not. docs/access.md has the permissions that an operator needs.'],
    },
  ];
}

/** Not before the first deployment has succeeded: a stack whose first one failed has to be deleted. */
function protection({ stack, stackName, configuration }: Facts): Finding | null {
  if ('unseen' in stack || stack.seen === null || stack.seen.terminationProtection) return null;
  const setting = configuration.terminationProtection ? [] : ['courant init --termination-protection yes'];
  return {
    id: 'termination-protection',
    found: `All is well. A mistake could still delete the stack ${stackName}: its termination protection is off.`,
    why: 'Nobody then deletes it by the way.',
    todo: [...setting, 'npx cdk deploy'],
  };
}
