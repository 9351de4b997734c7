/** A rule of a style sheet; `media` is the condition it stands under, if any. One for each selector of a list. */
export type Rule = { media: string | null; selector: string; declarations: Declaration[] };
/** A property and its value, without `!important`. */
export type Declaration = { property: string; value: string; important: boolean };

/**
 * Reads a style sheet that is as plain as mail needs it: rules, and @media with rules in it.
 * @throws UnreadableCssError at anything else, such as an @ rule inside an @ rule: Gmail drops the whole block for that.
 */
export function rulesOf(css: string): Rule[] {
  const block = /\s*([^{}]*)\{((?:[^{}]|\{[^{}]*\})*)\}\s*/gy;
  const source = css.replace(/\/\*[\s\S]*?\*\//g, '').trim();
  const rules: Rule[] = [];
  while (block.lastIndex < source.length) {
    const at = block.lastIndex;
    const [, prelude = '', body = ''] = block.exec(source) ?? [];
    if (prelude.trim() === '') throw new UnreadableCssError(source.slice(at));
    rules.push(...(prelude.startsWith('@') ? mediaRules(prelude, body) : plainRules(prelude, body, null)));
  }
  return rules;
}

/** A style sheet holds something that mail programs may drop all of it for. */
export class UnreadableCssError extends Error {
  constructor(found: string) {
    super(
      `the style block holds something other than rules and @media with rules: ${found.trim().slice(0, 60)}`,
    );
  }
}

function mediaRules(prelude: string, body: string): Rule[] {
  const condition = /^@media\b(.*)/.exec(prelude)?.[1];
  if (condition === undefined || body.includes('@')) throw new UnreadableCssError(`${prelude}{${body}`);
  return rulesOf(body).map(rule => ({ ...rule, media: condition.trim() }));
}

function plainRules(prelude: string, body: string, media: string | null): Rule[] {
  if (body.includes('{')) throw new UnreadableCssError(`${prelude}{${body}`);
  const declarations = declarationsOf(body);
  return prelude.split(',').map(selector => ({ media, selector: selector.trim(), declarations }));
}

/** The declarations of a rule or of a style attribute. */
export function declarationsOf(body: string): Declaration[] {
  return (body.match(/(?:[^;"']|"[^"]*"|'[^']*')+/g) ?? [])
    .filter(text => text.trim() !== '')
    .map(text => {
      const colon = text.indexOf(':');
      const value = text.slice(colon + 1).trim();
      return {
        property: text.slice(0, colon).trim().toLowerCase(),
        value: value.replace(/\s*!important$/, ''),
        important: value.endsWith('!important'),
      };
    });
}
