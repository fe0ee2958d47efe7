/** What the snippets of an installation hold: its address, the name of the program, and a new key where one was made. */
export interface SnippetValues {
  origin: string;
  source: string;
  key: { secret: string; publicKey: string; secretKey: string } | null;
}

/** One way to connect a program: what to run `first`, if anything, and what to paste where. */
export interface Snippet {
  id: string;
  name: string;
  where: string;
  first?: string;
  code: string;
}

const TRACK_KEY = "YOUR_TRACK_KEY";
const PUBLIC_KEY = "YOUR_PUBLIC_KEY";
const SECRET_KEY = "YOUR_SECRET_KEY";

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1)(?=:|$)/;

/** The address by which a container of Docker Desktop reaches an installation on its own machine. */
const fromContainer = (origin: string) => origin.replace(LOCAL, "http://host.docker.internal");

/** What to say of that address; on Linux a container reaches nothing that listens to its own machine alone. */
const ofContainer = (origin: string) =>
  LOCAL.test(origin)
    ? " This installation is on your machine: host.docker.internal is its name in Docker Desktop; on Linux run LibreChat without Docker, with localhost."
    : "";

const langfuseEnvironment = ({ origin, key }: SnippetValues) => [
  `LANGFUSE_BASE_URL=${origin}`,
  `LANGFUSE_PUBLIC_KEY=${key?.publicKey ?? PUBLIC_KEY}`,
  `LANGFUSE_SECRET_KEY=${key?.secretKey ?? SECRET_KEY}`,
];

/** Not in short: without the file Docker would make a folder of its name, with which LibreChat does not start. */
const MOUNT = [
  "      - type: bind",
  "        source: ./voygent.cjs",
  "        target: /app/voygent.cjs",
  "        read_only: true",
  "        bind: { create_host_path: false }",
];

/** With the source that the plugin has by itself, so that an import of the history is known again. */
const librechat = ({ origin, key }: SnippetValues): Snippet => ({
  id: "librechat",
  name: "LibreChat",
  where:
    "In LibreChat's folder: fetch the file, paste the rest into docker-compose.override.yml, then docker compose up -d. Every model call comes with its user, agent, tools and outcome; no text leaves LibreChat." +
    ofContainer(origin),
  first: `curl -fo voygent.cjs ${origin}/librechat/register.cjs`,
  code: [
    "services:",
    "  api:",
    "    environment:",
    "      NODE_OPTIONS: --require /app/voygent.cjs",
    `      VOYGENT_URL: ${fromContainer(origin)}`,
    `      VOYGENT_KEY: ${key?.secret ?? TRACK_KEY}`,
    "    volumes:",
    ...MOUNT,
  ].join("\n"),
});

const librechatByLangfuse = (values: SnippetValues): Snippet => ({
  id: "librechat-langfuse",
  name: "LibreChat by Langfuse",
  where:
    "Into LibreChat's .env, without any file; then restart it. Every model call, title and thumb comes along, with the time to the first token; texts leave LibreChat and are dropped on arrival. What comes both ways is counted once." +
    ofContainer(values.origin),
  code: [
    ...langfuseEnvironment({ ...values, origin: fromContainer(values.origin) }),
    "LANGFUSE_MEDIA_UPLOAD_ENABLED=false",
    "LANGFUSE_SAMPLE_RATE=1",
    "LANGFUSE_TRACE_TOOL_OUTPUTS=false",
    "OTEL_EXPORTER_OTLP_COMPRESSION=gzip",
  ].join("\n"),
});

/** The messages first, so that no answer is without rows that came later; of them nothing that was said. */
const EXPORT_OF_LIBRECHAT = [
  'dump() { docker compose exec -T mongodb mongoexport -d LibreChat "$@"; }',
  "fields=messageId,conversationId,user,tenantId,parentMessageId",
  "fields=$fields,isCreatedByUser,isUserSubmitted,endpoint,model,sender",
  "fields=$fields,unfinished,error,finish_reason,isTemporary,expiredAt",
  "fields=$fields,metadata.usage,createdAt,updatedAt,content.type",
  "fields=$fields,content.tool_call.name,attachments.type",
  "dump -c messages -f $fields > messages.ndjson",
  `dump -c transactions --sort='{"_id":1}' > transactions.ndjson`,
  "dump -c agents -f id,provider,model > agents.ndjson",
];

const librechatHistory = ({ origin, key }: SnippetValues): Snippet => ({
  id: "librechat-history",
  name: "LibreChat's history",
  where:
    "In LibreChat's folder, with Node 20 or newer. No text gets into the files, and what is here already, such as from the plugin, is not counted again. With --dry-run nothing is sent.",
  first: `curl -fo voygent-librechat.mjs ${origin}/librechat/cli.mjs`,
  code: [
    ...EXPORT_OF_LIBRECHAT,
    `export VOYGENT_URL=${origin}`,
    `export VOYGENT_KEY=${key?.secret ?? TRACK_KEY}`,
    "node voygent-librechat.mjs import --agents agents.ndjson \\",
    "  transactions.ndjson messages.ndjson",
  ].join("\n"),
});

const openTelemetry = ({ origin, source, key }: SnippetValues): Snippet => ({
  id: "opentelemetry",
  name: "OpenTelemetry",
  where:
    "Into the environment of a program whose OpenTelemetry SDK records model calls (GenAI, OpenInference, OpenLLMetry, Vercel AI SDK).",
  code: [
    "OTEL_TRACES_EXPORTER=otlp",
    `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT=${origin}/v1/traces`,
    `OTEL_EXPORTER_OTLP_TRACES_HEADERS=Authorization=Bearer%20${key?.secret ?? TRACK_KEY}`,
    "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=http/protobuf",
    "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION=gzip",
    `OTEL_SERVICE_NAME="${source}"`,
  ].join("\n"),
});

const langfuse = (values: SnippetValues): Snippet => ({
  id: "langfuse",
  name: "Langfuse SDK",
  where:
    "Into the environment of a program that uses a Langfuse SDK (JavaScript since v4, Python since v3), or LangChain with its Langfuse handler. Its code stays as it is.",
  code: [...langfuseEnvironment(values), "LANGFUSE_SAMPLE_RATE=1", `OTEL_SERVICE_NAME="${values.source}"`].join("\n"),
});

/** The example in short lines: JSON takes a line break for a blank. */
const curl = ({ origin, source, key }: SnippetValues): Snippet => ({
  id: "curl",
  name: "curl",
  where: "Into a shell.",
  code: [
    `curl ${origin}/track/interaction \\`,
    `  -H "Authorization: Bearer ${key?.secret ?? TRACK_KEY}" \\`,
    `  -H "Content-Type: application/json" \\`,
    `  -d '{"session_id":"hello-1","user_id":"ada","type":"chat",`,
    `       "provider":"anthropic","model":"claude-sonnet-4-5",`,
    `       "tokens":{"input":1200,"output":350},"source":"${source}"}'`,
  ].join("\n"),
});

const node = ({ origin, source, key }: SnippetValues): Snippet => ({
  id: "node",
  name: "Node",
  where:
    "After npm install @voygent/tracking-client. It queues, batches and retries, and never makes your program wait.",
  code: [
    `import { createTrackingClient } from "@voygent/tracking-client";`,
    "",
    "const client = createTrackingClient({",
    `  url: "${origin}",`,
    `  key: "${key?.secret ?? TRACK_KEY}",`,
    `  source: "${source}",`,
    "});",
    "client.trackInteraction({",
    `  session_id: "hello-1", user_id: "ada", type: "chat",`,
    `  provider: "anthropic", model: "claude-sonnet-4-5",`,
    "  tokens: { input: 1200, output: 350 },",
    "});",
    "await client.close(); // at the end of the program",
  ].join("\n"),
});

const python = ({ origin, source, key }: SnippetValues): Snippet => ({
  id: "python",
  name: "Python",
  where: "With nothing but the standard library. An id of your own makes it safe to send again.",
  code: [
    "import json, urllib.request, uuid",
    "",
    "event = {",
    `    "id": str(uuid.uuid4()), "session_id": "hello-1", "user_id": "ada", "type": "chat",`,
    `    "provider": "anthropic", "model": "claude-sonnet-4-5",`,
    `    "tokens": {"input": 1200, "output": 350}, "source": "${source}",`,
    "}",
    "request = urllib.request.Request(",
    `    "${origin}/track/interaction",`,
    "    data=json.dumps(event).encode(),",
    `    headers={"Authorization": "Bearer ${key?.secret ?? TRACK_KEY}",`,
    `             "Content-Type": "application/json", "User-Agent": "my-program"},`,
    ")",
    "print(urllib.request.urlopen(request, timeout=10).read().decode())",
  ].join("\n"),
});

/** Every way to connect a program to an installation; placeholders stand where no key was made. */
export const snippetsOf = (values: SnippetValues): Snippet[] =>
  [librechat, librechatHistory, librechatByLangfuse, openTelemetry, langfuse, curl, node, python].map((make) =>
    make(values),
  );
