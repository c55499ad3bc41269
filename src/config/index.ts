export type { Config, Environment, Keys, KeyWithId, MailSettings, SigningKey, SmsSettings } from './config.js';
export type { Limits, RateLimit } from './limits.js';
export { ConfigError, loadConfig, readEnvironment } from './load-config.js';
export { isLoopback } from './loopback.js';
export { findProjectRoot } from './project-root.js';
export { VARIABLES } from './variables.js';
