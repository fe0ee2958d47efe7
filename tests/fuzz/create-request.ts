import { createRandom, type Random, seedOf, wholeBetween } from "../../scripts/demo/create-random.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateHeaders } from "./mutate-headers.ts";
import { mutateJson } from "./mutate-json.ts";
import { packBody } from "./pack-body.ts";
import { encodeMessage, mutateMessage } from "./protobuf-message.ts";
import { caseNameOf, type IntakeName, INTAKES, type Sample, sampleOf } from "./samples.ts";

/** One generated request. `isCutOff`: its connection ends before its body does. `isValid`: nothing was made wrong. */
export type FuzzRequest = {
  intake: IntakeName;
  index: number;
  name: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  isCutOff: boolean;
  isValid: boolean;
};

/** The keys that requests show: as bearer, and as the password of Basic. */
export type FuzzKeys = { bearer: string; basic: string };

/** What is made wrong: the meaning of the body, its bytes, its packing, the headers, or that it ends. */
type Fault = "structure" | "bytes" | "packing" | "headers" | "cut_off";

const FAULTS: Fault[] = [
  ...Array.from({ length: 13 }, (): Fault => "structure"),
  ...Array.from({ length: 5 }, (): Fault => "bytes"),
  ...Array.from({ length: 3 }, (): Fault => "headers"),
  ...Array.from({ length: 3 }, (): Fault => "packing"),
  "cut_off",
];

const VALID_PART = 0.05;

function mutateStructure(random: Random, body: Sample["body"]): Sample["body"] {
  if ("json" in body) return { json: mutateJson(random, body.json) };
  if ("protobuf" in body) return { protobuf: mutateMessage(random, body.protobuf) };
  const at = wholeBetween(random, 0, body.lines.length - 1);
  return { lines: body.lines.map((line, index) => (index === at ? mutateJson(random, line) : line)) };
}

function encode(body: Sample["body"]): Buffer {
  if ("json" in body) return Buffer.from(JSON.stringify(body.json));
  if ("protobuf" in body) return encodeMessage(body.protobuf);
  return Buffer.from(body.lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
}

function headersOf({ mediaType, headers, isBasic }: Sample, keys: FuzzKeys): Record<string, string> {
  const authorization = isBasic === true ? `Basic ${keys.basic}` : `Bearer ${keys.bearer}`;
  return { "content-type": mediaType, authorization, ...headers };
}

/** The request that this seed, intake and index stand for: the same each time, but for the time of day in it. */
export function createRequest(seed: number, intake: IntakeName, index: number, keys: FuzzKeys): FuzzRequest {
  const random = createRandom(seedOf(seed, INTAKES.indexOf(intake), index));
  const name = caseNameOf(seed, intake, index);
  const sample = sampleOf(intake, random, name);
  const isValid = random() < VALID_PART;
  const drawn = Array.from({ length: isValid ? 0 : wholeBetween(random, 1, 3) }, () => pickFault(random));
  // Nobody hears what became of a request that is cut off: what it leaves has to be known by its names.
  const faults: Fault[] = drawn.includes("cut_off") ? ["cut_off"] : drawn;
  const count = (fault: Fault) => faults.filter((other) => other === fault).length;

  let content = sample.body;
  for (let left = count("structure"); left > 0; left -= 1) content = mutateStructure(random, content);
  let body = encode(content);
  for (let left = count("bytes"); left > 0; left -= 1) body = mutateBytes(random, body);
  let headers = headersOf(sample, keys);
  const isBadlyPacked = count("packing") > 0;
  if (isBadlyPacked || random() < 0.25) {
    body = packBody(random, body, !isBadlyPacked);
    headers["content-encoding"] = "gzip";
  }
  for (let left = count("headers"); left > 0; left -= 1) headers = mutateHeaders(random, headers);
  const isCutOff = count("cut_off") > 0 && body.length > 1;
  return { intake, index, name, path: sample.path, headers, body, isCutOff, isValid };
}

function pickFault(random: Random): Fault {
  return FAULTS[wholeBetween(random, 0, FAULTS.length - 1)] ?? "structure";
}
