export * from '../../../../../../src/config/index.js';
