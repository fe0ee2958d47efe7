// Plain old JavaScript: this file must parse on whatever Node the machine has. It installs what is missing and hands
// over to the Node that the repository brings along.
"use strict";
/* oxlint-disable no-unused-vars -- a catch clause without a name does not parse on old Nodes */

var childProcess = require("child_process");
var crypto = require("crypto");
var fs = require("fs");
var path = require("path");

var OLDEST = [20, 17];
var ROOT = path.join(__dirname, "..");
var MODULES = path.join(ROOT, "node_modules");
var STAMP = path.join(MODULES, ".voygent-lock-sha256");

function refuse(sentence) {
  console.error(sentence);
  process.exit(1);
}

function checkNode() {
  var found = process.versions.node.split(".").map(Number);
  if (found[0] > OLDEST[0] || (found[0] === OLDEST[0] && found[1] >= OLDEST[1])) return;
  refuse(
    "Voygent Usage needs Node " +
      OLDEST.join(".") +
      " or newer, and this is " +
      process.versions.node +
      ": see https://nodejs.org",
  );
}

function lockHash() {
  return crypto
    .createHash("sha256")
    .update(fs.readFileSync(path.join(ROOT, "package-lock.json")))
    .digest("hex");
}

// npm writes its own record after each install: when that is the newer one, whoever works here has just installed.
function isInstalled(hash) {
  try {
    if (fs.existsSync(STAMP) && fs.readFileSync(STAMP, "utf8") === hash) return true;
    var record = fs.statSync(path.join(MODULES, ".package-lock.json"));
    return record.mtimeMs >= fs.statSync(path.join(ROOT, "package-lock.json")).mtimeMs;
  } catch (missing) {
    return false;
  }
}

function install() {
  var hash = lockHash();
  if (isInstalled(hash)) return;
  console.log("Installing the dependencies…");
  // What is there already is only brought up to the lock file, since something may be running on it.
  var command = fs.existsSync(MODULES) ? ["install", "--no-save"] : ["ci"];
  var result = childProcess.spawnSync("npm", command.concat("--no-progress", "--loglevel=error"), {
    cwd: ROOT,
    stdio: ["ignore", "ignore", "inherit"],
    shell: process.platform === "win32",
  });
  if (result.status !== 0) refuse("The dependencies could not be installed: `npm " + command.join(" ") + "` failed.");
  fs.writeFileSync(STAMP, hash);
}

function commandLineOf(pid) {
  try {
    return fs.readFileSync("/proc/" + pid + "/cmdline", "utf8").replace(/\0/g, " ");
  } catch (error) {
    var result = childProcess.spawnSync("ps", ["-o", "command=", "-p", String(pid)], { encoding: "utf8" });
    return result.stdout || "";
  }
}

function parentOf(pid) {
  try {
    var stat = fs.readFileSync("/proc/" + pid + "/stat", "utf8");
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch (error) {
    var result = childProcess.spawnSync("ps", ["-o", "ppid=", "-p", String(pid)], { encoding: "utf8" });
    return Number((result.stdout || "").trim()) || 0;
  }
}

// npm may stand behind a shell. Killing npm reaches neither, so each child of the chain up to npm is asked for its parent.
function childrenUpToNpm() {
  var chain = [];
  if (process.env.npm_lifecycle_event === undefined) return chain;
  for (var pid = process.pid; chain.length < 4;) {
    var parent = parentOf(pid);
    if (parent <= 1) return [];
    chain.push({ pid: pid, parent: parent });
    if (/\bnpm\b/.test(commandLineOf(parent))) return chain;
    pid = parent;
  }
  return [];
}

function watchNpm(onGone) {
  var chain = childrenUpToNpm();
  setInterval(function () {
    var isWhole = chain.every(function (link) {
      return parentOf(link.pid) === link.parent;
    });
    if (!isWhole) onGone();
  }, 500).unref();
}

function run(command, rest) {
  var node = path.join(MODULES, ".bin", process.platform === "win32" ? "node.cmd" : "node");
  var script = path.join(ROOT, "scripts", command + ".ts");
  if (!fs.existsSync(script)) refuse("There is no command `" + command + "`.");
  // Wrangler is 12 MB of JavaScript, which Node then compiles once and not at each start.
  var environment = Object.assign({ NODE_COMPILE_CACHE: path.join(MODULES, ".cache", "node") }, process.env, {
    PATH: path.join(MODULES, ".bin") + path.delimiter + process.env.PATH,
  });
  // The channel tells the command when this process is gone, even when it was killed outright.
  var child = childProcess.spawn(node, ["--disable-warning=ExperimentalWarning", script].concat(rest), {
    cwd: ROOT,
    env: environment,
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  });
  ["SIGINT", "SIGTERM", "SIGHUP"].forEach(function (signal) {
    process.on(signal, function () {
      child.kill(signal);
    });
  });
  watchNpm(function () {
    child.kill("SIGTERM");
  });
  child.on("error", function (error) {
    refuse("The repository's own Node could not be started: " + error.message);
  });
  child.on("exit", function (code) {
    process.exit(code === null ? 1 : code);
  });
}

checkNode();
install();
run(process.argv[2], process.argv.slice(3));
