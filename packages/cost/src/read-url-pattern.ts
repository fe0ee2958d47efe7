const SCHEME = /^(?:https:\/\/|\(https\?:\/\/\)\?)/;

/** A group at the end that only says that the host ends there. */
const END_GROUP = /\((?:\?:)?\/\|\$\)$/;

const MAX_TESTED_CHARACTERS = 256;

/** The index of the first slash of a regular expression that stands in no group and no class; its length when none does. */
function pathIndex(source: string): number {
  let depth = 0;
  for (let index = 0; index < source.length; index += 1) {
    const character = source[index];
    if (character === "\\") index += 1;
    else if (character === "(" || character === "[") depth += 1;
    else if (character === ")" || character === "]") depth -= 1;
    else if (character === "/" && depth === 0) return index;
  }
  return source.length;
}

/** A pattern that ends in a dot leaves the last label open, and only that. */
const hostSource = (source: string) => {
  const host = source.replace(END_GROUP, "");
  return host.endsWith("\\.") ? `${host}[a-z]+` : host;
};

const refuse = () => false;

/**
 * Reads the regular expression that the URLs of a provider's API begin with. Host and path are tested apart, each from its
 * start and the host to its end, so that neither `api.openai.com.evil.test` nor `evil.test/api.openai.com` is accepted.
 */
export function readUrlPattern(pattern: string): (url: URL) => boolean {
  const scheme = SCHEME.exec(pattern)?.[0];
  if (scheme === undefined) return refuse;
  const rest = pattern.slice(scheme.length);
  const index = pathIndex(rest);
  try {
    const host = new RegExp(`^(?:${hostSource(rest.slice(0, index))})$`);
    const path = new RegExp(`^(?:${rest.slice(index).replace(END_GROUP, "")})(?:/|$)`);
    return (url) =>
      url.protocol === "https:" &&
      host.test(url.hostname.slice(0, MAX_TESTED_CHARACTERS)) &&
      path.test(url.pathname.slice(0, MAX_TESTED_CHARACTERS));
  } catch {
    return refuse;
  }
}
