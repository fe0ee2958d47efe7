import { ProblemError } from "../api/problem-error.ts";

/** `prices.cache_read` is `Cache read`. */
const fieldName = (path: string) => path.split(".").at(-1)?.replaceAll("_", " ") ?? path;

const linesOf = (error: Error): string[] =>
  error instanceof ProblemError && error.fields.length > 0
    ? error.fields.map(({ path, message }) => `${fieldName(path)}: ${message}`)
    : [error.message];

/** What the server said against a form, a line for each field; nothing while there is no error. */
export function FormError({ error }: { error: Error | null }) {
  if (error === null) return null;
  return (
    <div role="alert" className="text-sm break-words text-bad">
      {linesOf(error).map((line) => (
        <p key={line} className="first-letter:uppercase">
          {line}
        </p>
      ))}
    </div>
  );
}
