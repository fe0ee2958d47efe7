/** When an ObjectId was made, in milliseconds since 1970 and exact to the second; null for any other id. */
export function objectIdMs(id: string | null): number | null {
  return id !== null && /^[0-9a-f]{24}$/i.test(id) ? Number.parseInt(id.slice(0, 8), 16) * 1000 : null;
}
