import Handlebars from 'handlebars';

/** The helper through which a partial is given its view: put there by the compiler, never by hand. */
export const givenHelper = 'givenView';

/**
 * Rewrites a parsed template so that the view of each partial passes through a helper. Handlebars would hand on a field that does not
 * exist, and the partial, which is right, would be blamed for it.
 */
export function checkGivenViews(program: hbs.AST.Program): void {
  new GivenViews().accept(program);
}

class GivenViews extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    partial.params = partial.params.map((given): hbs.AST.SubExpression => {
      const { loc } = partial;
      const path = {
        type: 'PathExpression',
        data: false,
        depth: 0,
        parts: [givenHelper],
        original: givenHelper,
      };
      return {
        type: 'SubExpression',
        path: { ...path, loc } as hbs.AST.PathExpression,
        params: [given],
        hash: { type: 'Hash', pairs: [], loc } as hbs.AST.Hash,
        loc,
      };
    });
  }
}
