import { describe, it } from "vitest";

import { nameUser } from "./identity.ts";
import { readSettings } from "./settings.ts";

const SET = { VOYGENT_URL: "https://usage.example.com", VOYGENT_KEY: "vk_1" };
const names = { email: "ada@example.com", name: null };

const hash = (tenantId: string | null, salt: string) =>
  nameUser({ id: "u-1", tenantId, names: undefined }, { by: "hash", salt });

describe("the settings", () => {
  it("are none where neither variable is set", ({ expect }) => {
    expect(readSettings({})).toBeNull();
  });

  it.for([
    [{ VOYGENT_KEY: "vk_1" }, "VOYGENT_URL"],
    [{ ...SET, VOYGENT_KEY: " " }, "VOYGENT_KEY"],
    [{ ...SET, VOYGENT_USER: "login" }, "VOYGENT_USER"],
    [{ ...SET, VOYGENT_USER: "hash" }, "VOYGENT_USER_SALT"],
  ] as const)("that cannot be used are told by name: %o", ([variables, name], { expect }) => {
    expect(readSettings(variables)).toContain(name);
  });

  it("need two variables", ({ expect }) => {
    expect(readSettings(SET)).toMatchObject({ url: SET.VOYGENT_URL, userNaming: { by: "id" }, source: "librechat" });
  });
});

describe("a user", () => {
  it("is called by the address, and by the id where none is known", ({ expect }) => {
    const user = { id: "u-1", tenantId: null };
    expect(nameUser({ ...user, names }, { by: "email" })).toBe("ada@example.com");
    expect(nameUser({ ...user, names }, { by: "name" })).toBe("u-1");
    expect(nameUser({ ...user, names: undefined }, { by: "email" })).toBe("u-1");
  });

  it("has another hash with another salt or tenant, and always the same otherwise", ({ expect }) => {
    expect(hash(null, "s")).toMatch(/^[\da-f]{32}$/);
    expect(hash(null, "s")).toBe(hash(null, "s"));
    expect(new Set([hash(null, "s"), hash("t", "s"), hash(null, "r")]).size).toBe(3);
  });
});
