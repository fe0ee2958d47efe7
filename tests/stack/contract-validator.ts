import { type OutputUnit, Validator } from "@cfworker/json-schema";
import * as z from "zod";

const Schema = z.record(z.string(), z.unknown());
const Answer = z.object({ content: z.record(z.string(), z.object({ schema: Schema })).optional() });
const Operation = z.object({ responses: z.record(z.string(), Answer) });
const Path = z.record(z.string(), z.unknown());
const Document = z.object({ paths: z.record(z.string(), Path), components: z.record(z.string(), z.unknown()) });

/** The documented answers of one operation, with the components that their schemas refer to. */
type Documented = { answers: z.infer<typeof Operation>["responses"]; components: Record<string, unknown> };

/** What was asked, as far as the contract cares. */
export type Asked = { method: string; path: string };

/** The answer to it; `body` is parsed JSON, undefined for any other media type. */
export type Answered = { status: number; mediaType: string; body: unknown };

/** Names of models may hold slashes; OpenAPI cannot say that they may stand there as they are. */
const REST_OF_PATH = /\{(?:model|alias)\}$/;

const templateToPattern = (template: string) =>
  new RegExp(`^${template.replace(REST_OF_PATH, ".+").replaceAll(/\{[^}]+\}/g, "[^/]+")}$`);

/** Literal paths before templates, so that `/api/sessions/x` never matches a template that has its own literal. */
const byTemplates = (a: string, b: string) => a.split("{").length - b.split("{").length;

const UNKNOWN_PATH_STATUSES = new Set([404, 405]);

/**
 * Checks answers against OpenAPI 3.1 documents without generating code, which the runtime forbids. Throws with the
 * operation and the reason: an operation, status or media type that is not documented, or a body that does not match.
 */
export class ContractValidator {
  readonly #operations: { method: string; pattern: RegExp; documented: Documented }[];
  readonly #problem: { schema: Record<string, unknown>; components: Record<string, unknown> };
  readonly #validators = new Map<unknown, Validator>();

  constructor(contracts: unknown[]) {
    const documents = contracts.map((contract) => Document.parse(contract));
    this.#operations = documents.flatMap(({ paths, components }) =>
      Object.keys(paths)
        .toSorted(byTemplates)
        .flatMap((template) =>
          Object.entries(paths[template] ?? {}).flatMap(([method, operation]) => {
            const parsed = Operation.safeParse(operation);
            if (!parsed.success) return [];
            return [
              {
                method: method.toUpperCase(),
                pattern: templateToPattern(template),
                documented: { answers: parsed.data.responses, components },
              },
            ];
          }),
        ),
    );
    this.#problem = { schema: { $ref: "#/components/schemas/Problem" }, components: documents[0]?.components ?? {} };
  }

  /** Throws when the answer is not what the contract promises. */
  check(asked: Asked, answered: Answered): void {
    const name = `${asked.method} ${asked.path} → ${answered.status}`;
    const operation = this.#operations.find(
      ({ method, pattern }) => method === asked.method && pattern.test(asked.path),
    );
    if (operation === undefined) {
      if (!UNKNOWN_PATH_STATUSES.has(answered.status)) throw new Error(`${name}: the contract has no such operation`);
      this.#checkBody(name, this.#problem.schema, this.#problem.components, answered.body);
      return;
    }
    const { answers, components } = operation.documented;
    const answer = answers[String(answered.status)];
    if (answer === undefined)
      throw new Error(`${name}: the status is not documented: ${JSON.stringify(answered.body)}`);
    if (answer.content === undefined) return;
    const media = answer.content[answered.mediaType];
    if (media === undefined) throw new Error(`${name}: the media type ${answered.mediaType} is not documented`);
    // A body in another encoding has nothing that a schema says anything about.
    if (answered.body !== undefined) this.#checkBody(name, media.schema, components, answered.body);
  }

  #checkBody(name: string, schema: Record<string, unknown>, components: Record<string, unknown>, body: unknown): void {
    const validator = this.#validators.get(schema) ?? new Validator({ ...schema, components }, "2020-12", false);
    this.#validators.set(schema, validator);
    const { valid, errors } = validator.validate(body);
    if (!valid) throw new Error(`${name}: the body breaks the contract:\n${describeErrors(errors)}`);
  }
}

function describeErrors(errors: OutputUnit[]): string {
  return errors
    .slice(-5)
    .map(({ instanceLocation, error }) => `  ${instanceLocation}: ${error}`)
    .join("\n");
}
