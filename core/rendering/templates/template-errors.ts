import { CourantError, InvalidInputError, type Mistake } from '../../foundation/errors.ts';

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
