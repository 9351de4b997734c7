import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adaptTemplate } from '../../../local/rehearsal/adapt-template.ts';

const template = {
  Description: 'kept',
  Resources: {
    Api: { Type: 'AWS::ApiGatewayV2::Api' },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: { SourceArn: { 'Fn::Join': ['', ['arn:', { Ref: 'Api' }]] } },
    },
    AfterPermission: { Type: 'AWS::SQS::Queue', DependsOn: ['Permission'] },
    AfterBoth: { Type: 'AWS::SQS::Queue', DependsOn: ['Api', 'Table'] },
    Function: {
      Type: 'AWS::Lambda::Function',
      Properties: { LINKS_URL: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] }, TABLE: { Ref: 'Table' } },
    },
    Table: { Type: 'AWS::DynamoDB::Table' },
  },
  Outputs: {
    Links: { Value: { 'Fn::GetAtt': ['Api', 'ApiEndpoint'] } },
    Identifier: { Value: { Ref: 'Api' } },
    Table: { Value: { Ref: 'Table' } },
  },
};
const stands = { 'AWS::ApiGatewayV2::Api.ApiEndpoint': 'https://links.rehearsal.example' };

describe('a template for the emulator', () => {
  const { template: adapted, leftOut } = adaptTemplate(template, stands);

  it('is without what the emulator lacks, and without what needs that, however indirectly', () => {
    expect(Object.keys(adapted.Resources)).toEqual(['AfterPermission', 'AfterBoth', 'Function', 'Table']);
    expect(Object.keys(adapted.Outputs)).toEqual(['Links', 'Table']);
    expect(leftOut).toEqual(['Api', 'Permission', 'Identifier']);
  });

  it('keeps what only waited for such a thing, and lets it wait for the rest', () => {
    expect(adapted.Resources.AfterPermission).toEqual({ Type: 'AWS::SQS::Queue' });
    expect(adapted.Resources.AfterBoth).toEqual({ Type: 'AWS::SQS::Queue', DependsOn: ['Table'] });
  });

  it('has values in place of attributes for which there are some', () => {
    expect(adapted.Resources.Function.Properties.LINKS_URL).toBe(
      stands['AWS::ApiGatewayV2::Api.ApiEndpoint'],
    );
    expect(adapted.Outputs.Links.Value).toBe(stands['AWS::ApiGatewayV2::Api.ApiEndpoint']);
  });

  it('is otherwise what is deployed', () => {
    expect(adapted.Description).toBe('kept');
    expect(adapted.Resources.Function.Properties.TABLE).toEqual({ Ref: 'Table' });
    expect(adapted.Resources.Table).toEqual(template.Resources.Table);
  });
});

describe('any template', () => {
  const types = fc.constantFrom('AWS::SES::EmailIdentity', 'AWS::SQS::Queue', 'AWS::S3::Bucket');
  const ids = ['A', 'B', 'C', 'D', 'E', 'F'];
  const resource = fc.record({
    Type: types,
    Properties: fc.array(
      fc.oneof(
        fc.constantFrom(...ids).map(id => ({ Ref: id })),
        fc.constantFrom(...ids).map(id => ({ Deep: [{ 'Fn::GetAtt': [id, 'Arn'] }] })),
      ),
      { maxLength: 2 },
    ),
    DependsOn: fc.array(fc.constantFrom(...ids), { maxLength: 2 }),
  });
  const templates = fc
    .tuple(...ids.map(() => resource))
    .map(resources => ({ Resources: Object.fromEntries(ids.map((id, index) => [id, resources[index]])) }));

  it('refers to nothing that was left out, and keeps what could have been kept', () => {
    fc.assert(
      fc.property(templates, whole => {
        const { template: adapted, leftOut } = adaptTemplate(whole as never, {}) as {
          template: typeof whole;
          leftOut: string[];
        };
        for (const id of leftOut) expect(JSON.stringify(adapted.Resources)).not.toContain(`"${id}"`);
        for (const id of leftOut) {
          const { Type, Properties } = whole.Resources[id] ?? { Type: '', Properties: [] };
          const needs = leftOut.some(other => JSON.stringify(Properties).includes(`"${other}"`));
          expect(Type.startsWith('AWS::SES::') || needs).toBe(true);
        }
        expect(Object.keys(adapted.Resources).length + leftOut.length).toBe(ids.length);
      }),
    );
  });
});
