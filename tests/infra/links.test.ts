import { describe, expect, it } from 'vitest';
import { exampleTemplate } from './example-app.ts';
import { readable, resources } from './readable.ts';

const template = exampleTemplate();
const certificate = 'arn:aws:acm:us-east-1:111122223333:certificate/0a1b';
const [stage] = [...resources(template, 'AWS::ApiGatewayV2::Stage').values()];

describe('the HTTP API', () => {
  it('answers at the links of mails, also with something behind them, at the form, and nowhere else', () => {
    const routes = [...resources(template, 'AWS::ApiGatewayV2::Route').values()];
    const pages = ['/leave/{link+}', '/subscribe', '/confirm/{key+}', '/manage', '/manage/{link+}'];
    const read = ['GET', 'HEAD'].flatMap(method =>
      [...pages, '/privacy/{publication}'].map(page => `${method} ${page}`),
    );
    expect(routes.map(({ Properties }) => Properties.RouteKey).sort()).toEqual(
      [...read, ...pages.map(page => `POST ${page}`)].sort(),
    );
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

  it('has a pace of its own for leaving, and a low one for what mails somebody', () => {
    const { RouteSettings } = stage?.Properties ?? {};
    const leaving = ['GET', 'HEAD', 'POST'].map(method => `${method} /leave/{link+}`);
    const form = ['POST /subscribe', 'POST /manage'];
    expect(Object.keys(RouteSettings).sort()).toEqual([...leaving, ...form].sort());
    for (const route of leaving)
      expect(RouteSettings[route]).toEqual({ ThrottlingRateLimit: 50, ThrottlingBurstLimit: 100 });
    for (const route of form)
      expect(RouteSettings[route]).toEqual({ ThrottlingRateLimit: 2, ThrottlingBurstLimit: 20 });
  });

  it('gets those paces once the routes are there: settings of an unknown route are refused', () => {
    const ids = [...resources(template, 'AWS::ApiGatewayV2::Route')].map(([id]) => id);
    const waits = stage?.DependsOn.map((id: string) => id.replace(/[0-9A-F]{8}$/, ''));
    for (const id of ids) expect(waits).toContain(id);
  });

  it('lets its function read the list of editions where it is public, and nothing else of the archive', () => {
    const variables = (of: typeof template) =>
      resources(of, 'AWS::Lambda::Function').get('LinkssubscriptionsFunction')?.Properties.Environment
        .Variables;
    expect(readable(variables(template).ARCHIVE_URL)).toBe('https://<PublicArchiveDistribution.DomainName>');
    const site = { domain: 'digest.news.example', certificateArn: certificate };
    expect(variables(exampleTemplate({ site })).ARCHIVE_URL).toBe('https://digest.news.example');
    const hidden = exampleTemplate({ publicArchive: false });
    expect(variables(hidden)).not.toHaveProperty('ARCHIVE_URL');
    expect(
      JSON.stringify(resources(hidden, 'AWS::IAM::Policy').get('LinkssubscriptionsRoleDefaultPolicy')),
    ).not.toContain('editions.json');
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
