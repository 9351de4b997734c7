import { describe, expect, it } from 'vitest';
import { metricNamespace } from '../../core/sweep/metrics.ts';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const [morning, evening] = ['morning', 'evening'].map(stackName => exampleTemplate({ stackName }));

type Resources = Record<string, { Type: string; Properties?: Record<string, unknown> }>;

/** The physical name of each resource that has one, as `type name`. */
function names(template = exampleTemplate()): string[] {
  return Object.values(template.toJSON().Resources as Resources).flatMap(({ Type, Properties = {} }) =>
    Object.entries(Properties)
      .filter(([key, value]) => namesItself(Type, key) && value !== undefined)
      .map(([, value]) => `${Type} ${readable(value)}`),
  );
}

/** Inside of something that has a name: a policy of its role, a stage of its API. Nobody else's can be in its way. */
const inside = ['AWS::IAM::Policy', 'AWS::ApiGatewayV2::Stage', 'AWS::Route53::RecordSet'];

/** Whether a property names the resource itself, such as `FunctionName` of a function, or plain `Name`; others name something else. */
function namesItself(type: string, property: string): boolean {
  const kind = type.split('::')[2] ?? '';
  return !inside.includes(type) && ['Name', `${kind}Name`].includes(property);
}

describe('two stacks in one region', () => {
  it('share no name of anything', () => {
    expect(names(morning).length).toBeGreaterThan(30);
    expect(names(morning).filter(name => names(evening).includes(name))).toEqual([]);
  });

  it('have in every name the name of their stack', () => {
    expect(names(morning).filter(name => !name.includes('morning'))).toEqual([]);
  });

  it('never answer for each other: their sweeps give metrics of different dimensions, and their alarms look at their own', () => {
    const heartbeats = [morning, evening].map(template => {
      const alarms = [...resources(template ?? exampleTemplate(), 'AWS::CloudWatch::Alarm').values()];
      const found = alarms.filter(({ Properties }) => Properties.Namespace === metricNamespace);
      expect(found).toHaveLength(7);
      return found.map(({ Properties }) => Properties.Dimensions);
    });
    const stackOf = ({ Name, Value }: { Name: string; Value: string }) => (Name === 'stack' ? [Value] : []);
    const stacks = heartbeats.map(alarms => alarms.map(dimensions => dimensions.flatMap(stackOf)));
    expect(stacks).toEqual(['morning', 'evening'].map(stack => Array(7).fill([stack])));
  });
});

describe('what is one for all regions of an account', () => {
  it('is named after the region too', () => {
    const [here, there] = ['eu-west-1', 'us-east-1'].map(region => exampleTemplate({}, region));
    const dashboards = [here, there].map(template =>
      [...resources(template ?? exampleTemplate(), 'AWS::CloudWatch::Dashboard').values()].map(
        ({ Properties }) => Properties.DashboardName,
      ),
    );
    expect(dashboards).toEqual([['courant-eu-west-1'], ['courant-us-east-1']]);
  });
});

describe('the template', () => {
  it('has ASCII letters only, with a title in Chinese too: others arrive as question marks', () => {
    const text = JSON.stringify(exampleTemplate().toJSON());
    expect([...text].filter(letter => letter > '\u007e')).toEqual([]);
  });

  it('names no partition, so that it can stand in another', () => {
    expect(JSON.stringify(exampleTemplate().toJSON())).not.toMatch(/arn:aws/);
  });
});
