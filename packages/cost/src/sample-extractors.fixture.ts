import type { ExtractorContent, ExtractorStep } from "./book-content.ts";
import { bookOf } from "./sample-rate.fixture.ts";

const modality = (name: string): ExtractorStep => ({ field: "modality", match: { equals: name } });

const ANTHROPIC: ExtractorContent = {
  flavor: "default",
  root: ["usage"],
  counts: [
    ["input", "input_tokens"],
    ["input", "cache_creation_input_tokens"],
    ["input", "cache_read_input_tokens"],
    ["cache_write", "cache_creation_input_tokens"],
    ["cache_write_5m", "cache_creation", "ephemeral_5m_input_tokens"],
    ["cache_write_1h", "cache_creation", "ephemeral_1h_input_tokens"],
    ["cache_read", "cache_read_input_tokens"],
    ["web_searches", "server_tool_use", "web_search_requests"],
    ["reasoning", "output_tokens_details", "thinking_tokens"],
    ["output", "output_tokens"],
  ],
};

const OPENAI_CHAT: ExtractorContent = {
  flavor: "chat",
  root: ["usage"],
  counts: [
    ["input", "prompt_tokens"],
    ["cache_read", "prompt_tokens_details", "cached_tokens"],
    ["input_audio", "prompt_tokens_details", "audio_tokens"],
    ["output_audio", "completion_tokens_details", "audio_tokens"],
    ["reasoning", "completion_tokens_details", "reasoning_tokens"],
    ["output", "completion_tokens"],
  ],
};

const OPENAI_RESPONSES: ExtractorContent = {
  flavor: "responses",
  root: ["usage"],
  counts: [
    ["input", "input_tokens"],
    ["cache_read", "input_tokens_details", "cached_tokens"],
    ["reasoning", "output_tokens_details", "reasoning_tokens"],
    ["output", "output_tokens"],
  ],
};

const GEMINI: ExtractorContent = {
  flavor: "default",
  root: ["usageMetadata"],
  counts: [
    ["input", "promptTokenCount"],
    ["cache_read", "cachedContentTokenCount"],
    ["cache_read_audio", "cacheTokensDetails", modality("AUDIO"), "tokenCount"],
    ["input_audio", "promptTokensDetails", modality("AUDIO"), "tokenCount"],
    ["input_image", "promptTokensDetails", modality("IMAGE"), "tokenCount"],
    ["input_image", "promptTokensDetails", modality("DOCUMENT"), "tokenCount"],
    ["input_video", "promptTokensDetails", modality("VIDEO"), "tokenCount"],
    ["output", "candidatesTokenCount"],
    ["output", "thoughtsTokenCount"],
    ["reasoning", "thoughtsTokenCount"],
    ["input", "toolUsePromptTokenCount"],
    ["input_tool", "toolUsePromptTokenCount"],
  ],
};

const BEDROCK_CONVERSE: ExtractorContent = {
  flavor: "default",
  root: ["usage"],
  counts: [
    ["input", "inputTokens"],
    ["input", "cacheReadInputTokens"],
    ["input", "cacheWriteInputTokens"],
    ["cache_read", "cacheReadInputTokens"],
    ["cache_write", "cacheWriteInputTokens"],
    ["output", "outputTokens"],
  ],
};

const COHERE: ExtractorContent = {
  flavor: "default",
  root: ["usage", "billed_units"],
  counts: [
    ["input", "input_tokens"],
    ["output", "output_tokens"],
  ],
};

const XAI_CHAT: ExtractorContent = {
  flavor: "chat",
  root: ["usage"],
  counts: [
    ["input", "prompt_tokens"],
    ["cache_read", "prompt_tokens_details", "cached_tokens"],
    ["output", "completion_tokens_details", "reasoning_tokens"],
    ["reasoning", "completion_tokens_details", "reasoning_tokens"],
    ["output", "completion_tokens"],
  ],
};

/** A price book that knows how seven APIs count, and one provider that it knows nothing about but the name. */
export const BOOK_WITH_EXTRACTORS = bookOf([
  { id: "anthropic", models: [], extractors: [ANTHROPIC] },
  { id: "openai", models: [], extractors: [OPENAI_CHAT, OPENAI_RESPONSES] },
  { id: "google", provider_match: { equals: "gemini" }, models: [], extractors: [GEMINI] },
  { id: "aws", models: [], extractors: [BEDROCK_CONVERSE] },
  { id: "cohere", models: [], extractors: [COHERE] },
  { id: "x-ai", models: [], extractors: [XAI_CHAT] },
  { id: "acme", models: [] },
]);
