import { it } from "vitest";

import { adminHeaders, frontDoor } from "../../../tests/stack/front-door.ts";

const PARAMETERS = [
  "/api/sessions?limit",
  "/api/interactions?offset",
  "/api/stats/timeseries?top",
  "/pricing/rates?limit",
];
const statusOf = async (path: string) => (await frontDoor(path, { headers: adminHeaders })).status;

it.for(PARAMETERS)("%s takes plain digits and no other spelling of a number", async (parameter, { expect }) => {
  expect(await statusOf(`${parameter}=10`)).toBe(200);
  for (const spelling of ["1e1", "0xA", "10.0", "%2010", "+10", ""]) {
    expect(await statusOf(`${parameter}=${spelling}`), spelling).toBe(400);
  }
});
