/**
 * `arn:partition:bedrock:region:account:kind/model`, of the kinds whose calls cost what the model in their name does: not a model
 * of one's own, which is named as one likes, nor throughput that is paid for by the hour, nor a router, which chooses the model.
 */
const BEDROCK_ARN =
  /^arn:aws(-[a-z-]+)?:bedrock:([a-z0-9-]*):[^:/]*:(?:foundation-model|(?:application-)?inference-profile)\/(.+)$/;

/** What the ARN of a model on Bedrock names. `partition` is empty for AWS at large, else such as `-us-gov` or `-cn`. */
export type BedrockArn = { partition: string; region: string; model: string };

/** Reads a name in lower case; null unless it is the ARN of what Bedrock charges as the model in its name. */
export function readBedrockArn(name: string): BedrockArn | null {
  const [, partition = "", region = "", model] = BEDROCK_ARN.exec(name) ?? [];
  return model === undefined ? null : { partition, region, model };
}

/** Whether a name in lower case is an ARN, of whatever service. */
export const isArn = (name: string): boolean => name.startsWith("arn:");
