/** How users are called: by LibreChat's id, their e-mail address or name, or a hash of the id. */
export type UserNaming = { by: "id" | "email" | "name" } | { by: "hash"; salt: string };

/** What an admin has set. */
export type Settings = {
  url: string;
  key: string;
  userNaming: UserNaming;
  source: string;
  environment: string | undefined;
  spoolDirectory: string | undefined;
};

type Variables = Record<string, string | undefined>;

/** Reads how users are to be called; a text says what is wrong. */
export function readUserNaming(by: string, salt: string): UserNaming | string {
  if (by === "id" || by === "email" || by === "name") return { by };
  if (by !== "hash") return "VOYGENT_USER may be id, email, name or hash";
  // Who has the ids could try them all against a hash without a secret.
  return salt === "" ? "VOYGENT_USER=hash needs a secret text as VOYGENT_USER_SALT" : { by, salt };
}

/** Reads the environment: null when nothing is set up, a text that says what is wrong when it is not usable. */
export function readSettings(variables: Variables): Settings | string | null {
  const variable = (name: string) => variables[name]?.trim() ?? "";
  const [url, key] = [variable("VOYGENT_URL"), variable("VOYGENT_KEY")];
  if (url === "" && key === "") return null;
  if (!/^https?:\/\/[^/]/.test(url)) return "VOYGENT_URL is not the address of an installation";
  if (key === "") return "VOYGENT_KEY is missing";
  const userNaming = readUserNaming(variable("VOYGENT_USER") || "id", variable("VOYGENT_USER_SALT"));
  if (typeof userNaming === "string") return userNaming;
  return {
    url,
    key,
    userNaming,
    source: variable("VOYGENT_SOURCE") || "librechat",
    environment: variable("VOYGENT_ENVIRONMENT") || undefined,
    spoolDirectory: variable("VOYGENT_SPOOL_DIRECTORY") || undefined,
  };
}
