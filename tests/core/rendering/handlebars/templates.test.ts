import { describe, expect, it } from 'vitest';
import {
  BrokenTemplatesError,
  RenderingError,
  UnknownFieldError,
  UnknownTemplateError,
} from '../../../../core/rendering/handlebars/template-check.ts';
import { compileTemplates } from '../../../../core/rendering/handlebars/templates.ts';

/** Renders one template, and what partials it has. */
function renderOne(source: string, view: object, more: Record<string, string> = {}): string {
  return compileTemplates({ 'a.html.hbs': source, ...more }).render('a.html.hbs', view);
}

describe('templates', () => {
  it.each([
    ['a block that is not closed', 'one\n{{#if a}}\nx', /templates\/a\.html\.hbs:\d/],
    ['braces that are not closed', 'one\n\n{{a', /templates\/a\.html\.hbs:3/],
    ['an unknown helper', 'one\n{{shout a}}', /a\.html\.hbs:2[\s\S]*"shout"[\s\S]*use one of these/],
    ['an unknown block', 'one\n{{#people}}x{{/people}}', /a\.html\.hbs:2[\s\S]*"people"/],
    ['an unknown helper inside another', '{{#if (eq a b)}}x{{/if}}', /a\.html\.hbs:1[\s\S]*"eq"/],
    ['a helper of Handlebars that we do not offer', '{{lookup a b}}', /"lookup"/],
    ['an unknown partial', 'one\ntwo\n{{> mail/nothing}}', /a\.html\.hbs:3[\s\S]*"mail\/nothing"/],
    ['values handed to a partial', '{{> p x=a}}', /a\.html\.hbs:1[\s\S]*@root/],
    ['triple braces', 'one\n{{{a}}}', /a\.html\.hbs:2[\s\S]*escaped/],
    ['an ampersand, which does not escape either', '{{&a}}', /a\.html\.hbs:1[\s\S]*two braces/],
  ])('are refused for %s, with file and line', (_, source, message) => {
    const compile = () => compileTemplates({ 'a.html.hbs': source });
    expect(compile).toThrow(BrokenTemplatesError);
    expect(compile).toThrow(message);
  });

  it('are refused with all mistakes at once', () => {
    const compile = () =>
      compileTemplates({ 'a.html.hbs': '{{{a}}}\n{{b c}}', 'partials/p.hbs': '{{> none}}' });
    expect(compile).toThrow(/3 mistakes[\s\S]*a\.html\.hbs:1[\s\S]*a\.html\.hbs:2[\s\S]*partials\/p\.hbs:1/);
  });

  it.each([
    ['printed', 'x\n{{titel}}', /a\.html\.hbs:2: there is no field "titel".*one of list, other, title/],
    ['handed to a helper', 'x\n\n{{#if titel}}y{{/if}}', /a\.html\.hbs:3: there is no field "titel".*title/],
    ['walked through', '{{#each lists}}y{{/each}}', /a\.html\.hbs:1: there is no field "lists"/],
    [
      'inside a list',
      '{{#each list}}\n{{nam}}{{/each}}',
      /a\.html\.hbs:2: there is no field "nam".*one of name/,
    ],
    ['below a field', '{{other.x}}', /a\.html\.hbs:1: there is no field "x".*one of y/],
    ['of every object by nature', '{{other.hasOwnProperty}}', /there is no field "hasOwnProperty"/],
  ])('name an unknown field, and those that there are, when it is %s', (_, source, message) => {
    const view = { title: 'T', list: [{ name: 'n' }], other: { y: 1 } };
    const render = () => renderOne(source, view);
    expect(render).toThrow(UnknownFieldError);
    expect(render).toThrow(message);
  });

  it('name the template that hands an unknown field to a partial, not the partial', () => {
    const partials = { 'partials/p/q.hbs': '{{#each this}}{{text}}{{/each}}' };
    const render = () => renderOne('x\n{{> p/q titels}}', { titles: [{ text: 'T' }] }, partials);
    expect(render).toThrow(
      /templates\/a\.html\.hbs:2: there is no field "titels" here\. Expected one of titles/,
    );
    expect(renderOne('{{> p/q titles}}', { titles: [{ text: 'T' }] }, partials)).toBe('T');
    expect(renderOne('{{#each list}}{{> p/q this}}{{/each}}', { list: [[{ text: 'T' }]] }, partials)).toBe(
      'T',
    );
  });

  it('name the partial in which a field is unknown', () => {
    const render = () => renderOne('x\n{{> p/q}}', { title: 'T' }, { 'partials/p/q.hbs': 'a\nb\n{{titel}}' });
    expect(render).toThrow(/templates\/partials\/p\/q\.hbs:3: there is no field "titel"/);
  });

  it('name the file when something has no fields at all', () => {
    expect(() => renderOne('{{a.b}}', { a: null })).toThrow(RenderingError);
    expect(() => renderOne('{{a.b}}', { a: null })).toThrow(/a\.html\.hbs:1/);
  });

  it('escape HTML in HTML, and lines in text', () => {
    const view = { a: `<b> & "x" 'y' \`z\` =` };
    expect(renderOne('{{a}}', view)).toBe('&lt;b&gt; &amp; &quot;x&quot; &#x27;y&#x27; &#x60;z&#x60; &#x3D;');
    const text = compileTemplates({
      'a.text.hbs': '{{a}}|{{#if b}}{{b}}{{/if}}|{{> text/p}}',
      'partials/text/p.hbs': '{{a}}',
    });
    expect(text.render('a.text.hbs', { a: '<b> & x', b: 'one\r\n\ntwo' })).toBe('<b> & x|one two|<b> & x');
  });

  it('do not take a value for a template', () => {
    expect(renderOne('{{a}}', { a: '{{b}}' })).toBe('{{b}}');
  });

  it('know nothing of what is registered elsewhere', async () => {
    const { default: Handlebars } = await import('handlebars');
    Handlebars.registerPartial('elsewhere', 'x');
    expect(() => compileTemplates({ 'a.html.hbs': '{{> elsewhere}}' })).toThrow(/"elsewhere"/);
    Handlebars.unregisterPartial('elsewhere');
  });

  it('that are not there are named with those that are', () => {
    const templates = compileTemplates({ 'a.html.hbs': 'x', 'messages/en.json': '{' });
    expect(() => templates.render('b.html.hbs', {})).toThrow(UnknownTemplateError);
    expect(() => templates.render('b.html.hbs', {})).toThrow(/one of a\.html\.hbs/);
  });
});
