/** What LibreChat's exporter puts before the id of the message whose title a call has made. */
const TITLE_OF = "title-";

const named = (alias: string) => `CAST(${alias}.metadata->>'$.message_id' AS TEXT)`;

/**
 * SQL of the message that an interaction with this alias is a part of, as its metadata say; NULL where they do not. LibreChat
 * makes one response of several calls of models, which carry its `message_id`; a title is made for the same message.
 */
export const messageIdOf = (alias: string): string =>
  `nullif(iif(${named(alias)} GLOB '${TITLE_OF}*', substr(${named(alias)}, ${TITLE_OF.length + 1}), ${named(alias)}), '')`;

/** SQL of what an interaction with this alias was made for, such as `title`; NULL where nothing says so. */
export const contextTypeOf = (alias: string): string =>
  `coalesce(nullif(CAST(${alias}.metadata->>'$.context_type' AS TEXT), ''), iif(${named(alias)} GLOB '${TITLE_OF}*', 'title', NULL))`;
