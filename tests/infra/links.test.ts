import { describe, expect, it } from 'vitest';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const [stage] = [...resources(template, 'AWS::ApiGatewayV2::Stage').values()];

describe('the HTTP API', () => {
  it('answers at leave links, also with something behind them, and nowhere else', () => {
    const routes = [...resources(template, 'AWS::ApiGatewayV2::Route').values()];
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual([
      'GET /leave/{link+}',
      'HEAD /leave/{link+}',
      'POST /leave/{link+}',
    ]);
  });

  it('hands every request to the subscriptions function in the second format', () => {
    const integrations = [...resources(template, 'AWS::ApiGatewayV2::Integration').values()];
    for (const { Properties } of integrations) {
      expect(Properties).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
      expect(readable(Properties.IntegrationUri)).toBe('<LinkssubscriptionsFunction.Arn>');
    }
    expect(integrations).not.toHaveLength(0);
  });

  it('has a pace that a mailing of any size stays below and an attacker does not', () => {
    expect(stage?.Properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: 50,
      ThrottlingBurstLimit: 100,
    });
  });

  it('logs request, route, status and latency, never a path, a query or an address', () => {
    const { Format, DestinationArn } = stage?.Properties.AccessLogSettings ?? {};
    const variables = Object.values(JSON.parse(Format));
    expect(variables).toEqual([
      '$context.requestId',
      '$context.routeKey',
      '$context.status',
      '$context.responseLatency',
    ]);
    expect(readable(DestinationArn)).toBe('<LinksAccessLog.Arn>');
  });

  it('is what publish puts into mails, without a slash at the end', () => {
    const [publish] = [...resources(template, 'AWS::Lambda::Function').values()].filter(
      ({ Properties }) => Properties.FunctionName === 'courant-publish',
    );
    expect(readable(publish?.Properties.Environment.Variables.LINKS_URL)).toBe('<LinksApi.ApiEndpoint>');
    expect(stage?.Properties.StageName).toBe('$default');
  });
});
