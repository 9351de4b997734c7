import { describeSchedule } from '../publication/schedule.ts';
import { type Facts, isDeployed, type StackState } from './facts.ts';
import { examined, type Finding, nothing, type Report, together } from './finding.ts';

/** Whether what is deployed is what this checkout would deploy, and still owns its stores. */
export function examineCheckout(facts: Facts): Report {
  return together([
    { ...nothing, findings: exampleFindings(facts) },
    examined('the stack', facts.stack, stack => (stack === null ? [] : stackFindings(stack, facts))),
    examined('who owns the stores', facts.owner, owner =>
      owner === undefined
        ? []
        : [
            {
              id: 'not-the-owner',
              found: `The stack ${owner.stackName} has owned these stores since ${owner.since}.`,
              why: 'This stack holds everything: it publishes nothing.',
              todo: ['Delete the older stack, as the runbook says, or name the other one with --stack.'],
              article: 'two-stacks',
            },
          ],
    ),
  ]);
}

/** Such values are never deployed: the stack refuses them. */
function exampleFindings(facts: Facts): Finding[] {
  const { example } = facts;
  if (isDeployed(facts) || example.length === 0) return [];
  const values = example.map(({ path, value }) => `${path} is ${value}`);
  return [
    {
      id: 'example-values',
      found: `cdk.json still has values of the example: ${values.join('; ')}.`,
      why: 'CloudFormation refuses to deploy them.',
      todo: ['courant init'],
    },
  ];
}

function stackFindings(stack: StackState, facts: Facts): Finding[] {
  const { status } = stack;
  if (!/^(CREATE|UPDATE|IMPORT)_COMPLETE$/.test(status))
    return [
      {
        id: 'stack-unsettled',
        found: `The stack ${facts.stackName} is in ${status}.`,
        why: 'Its last deployment has not ended well, or not ended at all.',
        todo: ['If it is still under way, wait. Else see why it failed, and deploy again:', 'npx cdk deploy'],
        article: 'a-failed-deployment',
      },
    ];
  const differing = publicationFindings(stack, facts);
  return differing.length > 0 ? differing : markFindings(stack, facts);
}

/** The outputs name each publication and when it appears. */
function publicationFindings({ outputs }: StackState, { configuration }: Facts): Finding[] {
  const lines = [...outputs].filter(([name]) => /^Schedule\d+$/.test(name)).map(([, value]) => value);
  const deployed = new Map(
    lines.map(line => [line.slice(0, line.indexOf(': ')), line.slice(line.indexOf(': ') + 2)]),
  );
  const here = new Map(
    configuration.publications.map(({ id, schedule }) => [id, describeSchedule(schedule)]),
  );
  return [
    ...[...here].flatMap(([id, schedule]): Finding[] => {
      const there = deployed.get(id);
      if (there === schedule) return [];
      if (there === undefined)
        return [
          {
            id: 'publication-not-deployed',
            found: `cdk.json has the publication ${id}, and the deployed stack does not.`,
            why: 'It makes no editions before it is deployed.',
            todo: ['npx cdk deploy'],
          },
        ];
      return [
        {
          id: 'schedule-differs',
          found: `${id} appears ${there} by what is deployed, and ${schedule} by cdk.json.`,
          why: 'Readers get it by what is deployed.',
          todo: ['npx cdk deploy', 'Or put back in cdk.json what is deployed.'],
        },
      ];
    }),
    ...[...deployed.keys()]
      .filter(id => !here.has(id))
      .map(
        (id): Finding => ({
          id: 'publication-only-deployed',
          found: `The deployed stack has the publication ${id}, and cdk.json does not.`,
          why: 'The next deployment from here retires it: it makes no editions any more.',
          todo: [
            'Fetch the cdk.json that was deployed, or put the publication back; if that is meant, add it to "retired".',
          ],
          article: 'changing-a-publication',
        }),
      ),
  ];
}

function markFindings({ outputs }: StackState, { checkout }: Facts): Finding[] {
  const deployed = outputs.get('Checkout');
  if (deployed === checkout) return [];
  return [
    {
      id: 'checkout-differs',
      found:
        deployed === undefined
          ? 'The stack was deployed from a version that does not say what it is.'
          : `What is deployed is ${deployed}; this checkout is ${checkout}.`,
      why: 'Commands of one version on the data of another may say what is not so, and what you changed here is not in force.',
      todo: ['npx cdk diff', 'npx cdk deploy', 'Or check out the version that is deployed.'],
    },
  ];
}
