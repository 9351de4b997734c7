import Handlebars from 'handlebars';
import { plainHelper } from './template-functions.ts';

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
