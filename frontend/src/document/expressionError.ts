/** Text that is not an expression, or one that cannot be evaluated. Codes are those of Python. */
export class ExpressionError extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
