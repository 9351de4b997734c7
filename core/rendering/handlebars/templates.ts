import Handlebars from 'handlebars';
import {
  BrokenTemplatesError,
  RenderingError,
  templateMistakes,
  UnknownFieldError,
  UnknownTemplateError,
} from './template-check.ts';
import {
  escapeForText,
  knownHelpers,
  plainHelper,
  plainValue,
  underlinedText,
  wrapBlock,
} from './template-functions.ts';

/** Compiled templates: pure functions from a view to text. */
export type Templates = {
  /**
   * Renders a template, named by its path below `templates/`.
   * @throws UnknownTemplateError, UnknownFieldError (file, line and the fields that there are), RenderingError
   */
  render(name: string, view: object): string;
};

type Compiled = (view: object, options?: Handlebars.RuntimeOptions) => string;
/** One compilation: its own Handlebars, so that nothing registered elsewhere reaches it, and what was last missed. */
type HandlebarsInstance = { handlebars: typeof Handlebars; misses: Miss[] };

const extension = '.hbs';
const partialFolder = 'partials/';

/**
 * Compiles all templates of a publication's directory. Values are always escaped, in the way of the file: HTML in general;
 * in `*.text.hbs` and `partials/text/` they can neither end their line nor turn its direction.
 * @param sources path below `templates/` ▸ text; what does not end in `.hbs` is passed over.
 * @throws BrokenTemplatesError with every mistake: syntax, unknown helper or partial, unescaped output.
 */
export function compileTemplates(sources: Readonly<Record<string, string>>): Templates {
  const files = Object.entries(sources).filter(([path]) => path.endsWith(extension));
  const partials = files
    .map(([path]) => path)
    .filter(isPartial)
    .map(partialName);
  const known = { helpers: knownHelpers, partials };
  const mistakes = files.flatMap(([path, source]) => templateMistakes(path, source, known));
  if (mistakes.length > 0) throw new BrokenTemplatesError(mistakes);

  const instance = openHandlebars();
  const compiled = new Map(files.map(([path, source]) => [path, compileOne(path, source, instance)]));
  for (const [path, template] of compiled) {
    if (isPartial(path)) instance.handlebars.registerPartial(partialName(path), template);
  }
  return {
    render(name, view) {
      const template = compiled.get(name);
      if (!template) throw new UnknownTemplateError(name, [...compiled.keys()]);
      instance.misses.length = 0;
      return template(watchFields(view, miss => instance.misses.push(miss)));
    },
  };
}

function openHandlebars(): HandlebarsInstance {
  const handlebars = Handlebars.create();
  const instance = { handlebars, misses: [] };
  for (const name of Object.keys(handlebars.helpers)) {
    const helper = handlebars.helpers[name];
    if (helper && knownHelpers.some(known => known === name))
      handlebars.registerHelper(name, strictly(helper));
    else handlebars.unregisterHelper(name);
  }
  handlebars.registerHelper('wrap', strictly(wrapBlock));
  handlebars.registerHelper('underlined', strictly(underlinedText));
  handlebars.registerHelper(plainHelper, strictly(plainValue));
  handlebars.registerHelper(
    givenHelper,
    strictly((view: unknown) => view),
  );
  return instance;
}

/** A helper that refuses a field that is not there, which Handlebars' strict mode lets through. */
function strictly(helper: Handlebars.HelperDelegate): Handlebars.HelperDelegate {
  return function (this: unknown, ...values: unknown[]) {
    const options = values.at(-1) as { loc?: { start: { line: number } } };
    if (values.slice(0, -1).includes(undefined)) throw new MissingValue(options.loc?.start.line);
    return Reflect.apply(helper, this, values) as unknown;
  };
}

/** Thrown inside a template, where its file is not known; `compileOne` says which it is. */
class MissingValue extends Error {
  readonly lineNumber: number | undefined;

  constructor(lineNumber: number | undefined) {
    super('a value is missing');
    this.lineNumber = lineNumber;
  }
}

function compileOne(path: string, source: string, { handlebars, misses }: HandlebarsInstance): Compiled {
  const program = handlebars.parse(source);
  checkGivenViews(program);
  if (isText(path)) escapeForText(program);
  const template = handlebars.compile(program, {
    strict: true,
    knownHelpersOnly: true,
    knownHelpers: Object.fromEntries([...knownHelpers, plainHelper, givenHelper].map(name => [name, true])),
    preventIndent: true,
  });
  return (view, options) => {
    try {
      return template(view, options);
    } catch (error) {
      throw named(error, path, misses);
    }
  };
}

/** The innermost template, which knows its file, names the error; the outer ones pass it on. */
function named(error: unknown, file: string, misses: readonly Miss[]): unknown {
  if (error instanceof UnknownFieldError || error instanceof RenderingError) return error;
  const { lineNumber } = error as { lineNumber?: number };
  const miss = misses.at(-1);
  const asked = /^"(.+?)" not defined in /.exec(error instanceof Error ? error.message : '')?.[1];
  if (miss && (asked === miss.field || error instanceof MissingValue)) {
    return new UnknownFieldError(file, lineNumber, miss.field, miss.known);
  }
  return new RenderingError(file, lineNumber, error);
}

function isText(path: string): boolean {
  return path.endsWith(`.text${extension}`) || path.startsWith(`${partialFolder}text/`);
}

function isPartial(path: string): boolean {
  return path.startsWith(partialFolder);
}

function partialName(path: string): string {
  return path.slice(partialFolder.length, -extension.length);
}

/** The last field that was asked for and is not there, with those that are. */
export type Miss = { field: string; known: readonly string[] };

/** Told of each field that a template asks for in vain. */
export type OnMiss = (miss: Miss) => void;

/** Handlebars itself looks for these on what it prints or walks through. */
const probed = new Set(['toHTML', 'toString', 'valueOf', 'toJSON', 'then', 'call', 'length', 'constructor']);

/**
 * A view that reports fields it does not have, deep down. Handlebars' strict mode overlooks a missing field that is
 * handed to a helper (`{{#if typo}}`), and never says which fields there are.
 */
export function watchFields<View extends object>(view: View, onMiss: OnMiss): View {
  return new Proxy(view, {
    has(target, name) {
      report(target, name, onMiss);
      return Object.hasOwn(target, name);
    },
    get(target, name, receiver) {
      report(target, name, onMiss);
      const value: unknown = Reflect.get(target, name, receiver);
      return typeof value === 'object' && value !== null ? watchFields(value, onMiss) : value;
    },
  });
}

function report(target: object, name: string | symbol, onMiss: OnMiss): void {
  if (typeof name === 'symbol' || probed.has(name) || Array.isArray(target) || Object.hasOwn(target, name))
    return;
  onMiss({ field: name, known: Object.keys(target) });
}

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
