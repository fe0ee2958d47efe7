/**
 * SQL of the message that an interaction with this alias is a part of, as its metadata say; NULL where they do not. LibreChat
 * makes one response of several calls of models, which carry its `message_id`.
 */
export const messageIdOf = (alias: string): string => `nullif(CAST(${alias}.metadata->>'$.message_id' AS TEXT), '')`;
