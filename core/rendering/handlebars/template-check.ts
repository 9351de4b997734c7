import Handlebars from 'handlebars';
import { CourantError, InvalidInputError, type Mistake } from '../../foundation/errors.ts';

/** What a template may name: helpers, and partials by their path below `partials/` without `.hbs`. */
export type Vocabulary = { helpers: readonly string[]; partials: readonly string[] };

/** Every mistake of one template that can be seen without data. */
export function templateMistakes(file: string, source: string, known: Vocabulary): Mistake[] {
  let program: hbs.AST.Program;
  try {
    program = Handlebars.parse(source);
  } catch (error) {
    return [syntaxMistake(file, error)];
  }
  const check = new TemplateCheck(file, known);
  check.accept(program);
  return check.mistakes;
}

function syntaxMistake(file: string, error: unknown): Mistake {
  const message = error instanceof Error ? error.message : String(error);
  const place = error as { lineNumber?: number };
  const line = place.lineNumber ?? /on line (\d+)/.exec(message)?.[1];
  return {
    source: `templates/${file}${line === undefined ? '' : `:${line}`}`,
    path: '',
    expected: 'a Handlebars template',
    found: message.split('\n').join(' ').slice(0, 160),
    todo: 'close what was opened, and check the braces on this line and before it',
  };
}

class TemplateCheck extends Handlebars.Visitor {
  readonly mistakes: Mistake[] = [];
  readonly #file: string;
  readonly #known: Vocabulary;

  constructor(file: string, known: Vocabulary) {
    super();
    this.#file = file;
    this.#known = known;
  }

  override MustacheStatement(statement: hbs.AST.MustacheStatement): void {
    if (!statement.escaped) {
      this.#add(
        statement,
        'two braces',
        'an unescaped value',
        'use {{…}}: what comes from outside is escaped',
      );
    }
    if (statement.params.length > 0 || statement.hash) this.#helper(statement, statement.path);
    super.MustacheStatement(statement);
  }

  override BlockStatement(statement: hbs.AST.BlockStatement): void {
    this.#helper(statement, statement.path);
    super.BlockStatement(statement);
  }

  override SubExpression(expression: hbs.AST.SubExpression): void {
    this.#helper(expression, expression.path);
    super.SubExpression(expression);
  }

  override PartialStatement(statement: hbs.AST.PartialStatement): void {
    this.#partial(statement, statement.name);
    if (statement.hash) {
      const todo = 'use {{@root.field}} inside the partial';
      this.#add(statement, 'a partial without name=value, which hides unknown fields', 'name=value', todo);
    }
    super.PartialStatement(statement);
  }

  override PartialBlockStatement(statement: hbs.AST.PartialBlockStatement): void {
    this.#partial(statement, statement.name);
    super.PartialBlockStatement(statement);
  }

  #helper(node: hbs.AST.Node, callee: hbs.AST.Expression): void {
    const { helpers } = this.#known;
    const name = nameOf(callee);
    if (helpers.includes(name)) return;
    this.#add(node, `one of the helpers ${helpers.join(', ')}`, `"${name}"`, 'use one of these helpers');
  }

  #partial(node: hbs.AST.Node, callee: hbs.AST.Expression): void {
    const { partials } = this.#known;
    const name = nameOf(callee);
    if (partials.includes(name)) return;
    const expected = `one of the partials ${partials.join(', ') || '(there are none)'}`;
    this.#add(node, expected, `"${name}"`, 'add the file under templates/partials/, or correct the name');
  }

  #add(node: hbs.AST.Node, expected: string, found: string, todo: string): void {
    const source = `templates/${this.#file}:${node.loc.start.line}`;
    this.mistakes.push({ source, path: '', expected, found, todo });
  }
}

function nameOf(expression: hbs.AST.Expression): string {
  return 'original' in expression ? String(expression.original) : expression.type;
}

/** Templates that cannot be used: syntax, unknown helpers or partials, unescaped output. Carries every mistake. */
export class BrokenTemplatesError extends InvalidInputError {
  constructor(mistakes: readonly Mistake[]) {
    super('The templates', mistakes);
  }
}

/** A template asks for a field that its view does not have; printing nothing would lose what readers must see. */
export class UnknownFieldError extends CourantError {
  constructor(file: string, line: number | undefined, field: string, known: readonly string[]) {
    super(
      `templates/${file}${line === undefined ? '' : `:${line}`}: there is no field "${field}" here. ` +
        `Expected one of ${[...known].sort().join(', ')}; templates/README.md lists the fields of each template.`,
    );
  }
}

/** There is no template of that name. */
export class UnknownTemplateError extends CourantError {
  constructor(name: string, known: readonly string[]) {
    super(
      `templates/${name}: no such template. Expected one of ${[...known].sort().join(', ')}; add the file.`,
    );
  }
}

/** Rendering failed for another reason than an unknown field. */
export class RenderingError extends CourantError {
  constructor(file: string, line: number | undefined, cause: unknown) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(
      `templates/${file}${line === undefined ? '' : `:${line}`}: ${reason}. ` +
        'Expected a template that prints its view; correct it there.',
      { cause },
    );
  }
}
