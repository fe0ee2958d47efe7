import { installPlugin } from "./install-plugin.ts";

// Inert in npm and whatever else inherits the environment: nothing is said or opened before LibreChat makes its models.
installPlugin();
