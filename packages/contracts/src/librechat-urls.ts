import * as z from "zod";

import { Text } from "./primitives.ts";

const MAX_URL_CHARACTERS = 1024;

/** Whether a text is where a program can be reached by a browser: an address without anything that leads elsewhere in it. */
function isBaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, search, hash } = new URL(text);
  const isPlain = [username, password, search, hash].every((part) => part === "");
  return (protocol === "https:" || protocol === "http:") && isPlain;
}

/** The source whose conversations are meant. */
export const LibreChatUrlParams = z.object({
  source: Text.meta({ description: "The source, URL-encoded", example: "librechat" }),
});

/** Where the LibreChat of a source is; null forgets it. */
export const LibreChatUrlRequest = z
  .strictObject({
    librechat_url: z
      .string()
      .max(MAX_URL_CHARACTERS)
      .refine(
        isBaseUrl,
        "expected an address such as https://chat.example.com, without user, password, query and fragment",
      )
      .nullable()
      .meta({ example: "https://chat.example.com" }),
  })
  .meta({ id: "LibreChatUrlRequest" });
export type LibreChatUrlRequest = z.infer<typeof LibreChatUrlRequest>;

/** Where the LibreChat of a source is, without a slash at the end. */
export const LibreChatUrl = z
  .object({ source: z.string(), librechat_url: z.string().nullable() })
  .meta({ id: "LibreChatUrl" });
export type LibreChatUrl = z.infer<typeof LibreChatUrl>;

/** The sources whose LibreChat is known, by name. */
export const LibreChatUrlList = z.object({ data: z.array(LibreChatUrl) }).meta({ id: "LibreChatUrlList" });
export type LibreChatUrlList = z.infer<typeof LibreChatUrlList>;
