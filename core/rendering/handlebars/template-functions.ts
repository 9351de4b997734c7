import Handlebars from 'handlebars';
import { columnsOf, textColumns, wrap } from '../../foundation/wrap.ts';
import { visiblePart, visibleText } from '../language/visible-text.ts';

/** Helpers that every template may use; the first three are Handlebars' own. */
export const knownHelpers = ['if', 'unless', 'each', 'wrap', 'underlined'] as const;

/** The helper that prints a value in a text template: put there by the compiler, never by hand. */
export const plainHelper = 'plainValue';

type Block = { fn(context: unknown): string; hash: Record<string, unknown> };

/**
 * `{{#wrap first="  "}}…{{/wrap}}`: its content as lines of at most 76 columns. `first` (empty) stands before
 * the first line; the others are indented by its width, or begin with `rest`. What facts say must never begin a line at the
 * margin, where it could pass for the heading of another fact or source: give one of the two.
 */
export function wrapBlock(this: unknown, options: Block): Handlebars.SafeString {
  const { first, rest } = options.hash;
  const lines = wrap(options.fn(this), textOr('', first), textColumns, textOr(undefined, rest));
  return new Handlebars.SafeString(lines.join('\n'));
}

/** `{{underlined title}}`: the text with a line of hyphens of its width below it. */
export function underlinedText(text: unknown): Handlebars.SafeString {
  const lines = wrap(visibleText(String(text)), '');
  const width = Math.max(...lines.map(columnsOf));
  return new Handlebars.SafeString([...lines, '-'.repeat(width)].join('\n'));
}

/** A value for plain text: escaping there means that it can neither end its line nor turn the direction of others. */
export function plainValue(value: unknown): Handlebars.SafeString {
  return new Handlebars.SafeString(value === null || value === undefined ? '' : visiblePart(String(value)));
}

function textOr<Otherwise>(otherwise: Otherwise, value: unknown): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}

/**
 * Rewrites a parsed text template so that every value it prints passes through the helper for plain text. HTML's escaping
 * would leave entities in the text; none at all would let a value begin lines of its own.
 */
export function escapeForText(program: hbs.AST.Program): void {
  new TextEscaping().accept(program);
}

class TextEscaping extends Handlebars.Visitor {
  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    if (statement.params.length > 0 || statement.hash) return;
    statement.params = [statement.path];
    statement.path = {
      type: 'PathExpression',
      data: false,
      depth: 0,
      parts: [plainHelper],
      original: plainHelper,
      loc: statement.loc,
    } as hbs.AST.PathExpression;
  }
}
