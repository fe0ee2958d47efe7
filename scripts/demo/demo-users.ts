import { DEMO_MODELS, type DemoModel } from "./demo-models.ts";

type WeightedModel = { model: DemoModel; weight: number };

/** How people of one trade use an assistant. */
export type DemoTrade = {
  models: readonly [WeightedModel, ...WeightedModel[]];
  /** Tokens before the first question: instructions, files, documents. */
  contextTokens: number;
  questionTokens: number;
  answerTokens: number;
  /** Parts of a session that are database or API operations of the assistant's tools. */
  dbShare: number;
  apiShare: number;
};

const { opus, sonnet, gpt, gptMini, geminiPro, geminiFlash, inHouse } = DEMO_MODELS;

const ENGINEER: DemoTrade = {
  models: [
    { model: sonnet, weight: 60 },
    { model: gpt, weight: 22 },
    { model: opus, weight: 6 },
    { model: geminiPro, weight: 10 },
    { model: inHouse, weight: 2 },
  ],
  contextTokens: 9000,
  questionTokens: 700,
  answerTokens: 650,
  dbShare: 0.08,
  apiShare: 0.08,
};

const ANALYST: DemoTrade = {
  models: [
    { model: gpt, weight: 45 },
    { model: geminiPro, weight: 35 },
    { model: sonnet, weight: 15 },
    { model: gptMini, weight: 5 },
  ],
  contextTokens: 6000,
  questionTokens: 900,
  answerTokens: 500,
  dbShare: 0.24,
  apiShare: 0.04,
};

const SUPPORT: DemoTrade = {
  models: [
    { model: geminiFlash, weight: 55 },
    { model: gptMini, weight: 41 },
    { model: inHouse, weight: 4 },
  ],
  contextTokens: 2500,
  questionTokens: 250,
  answerTokens: 220,
  dbShare: 0.12,
  apiShare: 0.14,
};

const WRITER: DemoTrade = {
  models: [
    { model: sonnet, weight: 45 },
    { model: gpt, weight: 30 },
    { model: gptMini, weight: 25 },
  ],
  contextTokens: 1800,
  questionTokens: 400,
  answerTokens: 800,
  dbShare: 0.01,
  apiShare: 0.04,
};

/** Leaves an agent running on the dearest model with a whole repository as context. */
const AGENT_RUNNER: DemoTrade = {
  models: [
    { model: opus, weight: 90 },
    { model: sonnet, weight: 10 },
  ],
  contextTokens: 70_000,
  questionTokens: 2600,
  answerTokens: 1500,
  dbShare: 0.06,
  apiShare: 0.1,
};

/** A person of the sample. `joinsAt` is the part of the year, from 0 to 1, after which they begin. */
export type DemoUser = { id: string; timeZone: string; trade: DemoTrade; weight: number; joinsAt: number };

const TEAMS: readonly { timeZone: string; trade: DemoTrade; names: readonly string[] }[] = [
  {
    timeZone: "Europe/Berlin",
    trade: ENGINEER,
    names: ["jonas.weber", "lena.hoffmann", "mateusz.kowalski", "sofia.lindqvist", "pieter.devries", "elif.demir"],
  },
  {
    timeZone: "Europe/Berlin",
    trade: ANALYST,
    names: ["clara.fontaine", "marco.bellini", "ines.carvalho", "tomas.novak", "freya.nielsen"],
  },
  { timeZone: "Europe/Berlin", trade: WRITER, names: ["nina.keller", "hugo.martin", "aoife.byrne"] },
  {
    timeZone: "America/New_York",
    trade: ENGINEER,
    names: ["ethan.brooks", "maya.robinson", "carlos.mendoza", "grace.okafor", "daniel.kim", "olivia.tremblay"],
  },
  { timeZone: "America/New_York", trade: AGENT_RUNNER, names: ["marcus.holloway"] },
  {
    timeZone: "America/New_York",
    trade: SUPPORT,
    names: ["hannah.price", "luis.ortega", "brianna.cole", "samuel.adeyemi", "chloe.gagnon"],
  },
  {
    timeZone: "America/New_York",
    trade: WRITER,
    names: ["rachel.goldberg", "noah.sullivan", "isabel.reyes", "owen.fraser"],
  },
  {
    timeZone: "America/Los_Angeles",
    trade: ANALYST,
    names: ["kenji.nakamura", "priscilla.wong", "tyler.jensen", "amara.diallo"],
  },
  {
    timeZone: "Asia/Kolkata",
    trade: ENGINEER,
    names: ["arjun.mehta", "priya.nair", "rohan.gupta", "kavya.reddy", "sanjay.iyer"],
  },
  {
    timeZone: "Asia/Kolkata",
    trade: SUPPORT,
    names: ["ananya.sharma", "vikram.singh", "divya.menon", "imran.qureshi", "meera.joshi", "nikhil.rao"],
  },
  {
    timeZone: "Australia/Sydney",
    trade: ANALYST,
    names: ["ruby.mitchell", "liam.oconnor", "zara.haddad", "ben.nguyen"],
  },
  { timeZone: "Australia/Sydney", trade: WRITER, names: ["tilly.harrison"] },
];

/** Every third person joins in the course of the year; some people ask far more than others. */
const userOf = (name: string, index: number, timeZone: string, trade: DemoTrade): DemoUser => ({
  id: `sample-${name}@example.com`,
  timeZone,
  trade,
  weight: 0.35 + ((index * 7) % 11) / 5,
  joinsAt: index % 3 === 2 ? ((index * 5) % 13) / 18 : 0,
});

/** The fifty people of the sample, in a fixed order. */
export const DEMO_USERS: readonly DemoUser[] = TEAMS.flatMap(({ names, timeZone, trade }) =>
  names.map((name) => ({ name, timeZone, trade })),
).map(({ name, timeZone, trade }, index) => userOf(name, index, timeZone, trade));
