import { CourantError } from '../../../core/foundation/errors.ts';

/** A call that SES refuses, with the code that the SDK names it by. */
export class SesError extends CourantError {
  readonly status: number;
  readonly code: string;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** A parameter is missing or cannot be used. */
export function invalidParameter(message: string): SesError {
  return new SesError('InvalidParameterValue', message);
}
