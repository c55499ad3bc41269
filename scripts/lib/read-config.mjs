import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Refusal } from './project.mjs';

/** The configuration as a build reads it, and the variables it came from; wrong ones are a Refusal. */
export async function readConfig(dist) {
  const { ConfigError, loadConfig, readEnvironment } = await import(
    pathToFileURL(join(dist, 'src/config/index.js')).href
  );
  const env = readEnvironment();
  try {
    return { config: loadConfig(env), env };
  } catch (error) {
    throw error instanceof ConfigError ? new Refusal(error.message) : error;
  }
}
