// A Jest environment with a server for each worker: `testEnvironment: 'stator/jest'`.
//
// Jest loads this module outside of the tests' own registry, so it lives as long as the worker, and
// with it the server, which ends with the worker. Each test file begins with an empty database: the
// server is rewound to the mark of its start. Options of start() are
// `testEnvironmentOptions: { stator: {...} }`; a file with others gets a new server.
'use strict';

const node = require('jest-environment-node');

const { start } = require('./index.js');

let running; // { key, stator, empty }, or undefined.

async function serverFor(options) {
  const key = JSON.stringify(options);
  if (running !== undefined && running.key !== key) {
    await running.stator.stop();
    running = undefined;
  }
  if (running === undefined) {
    const stator = await start(options);
    running = { key, stator, empty: await stator.mark() };
  } else {
    await running.stator.rewind(running.empty);
  }
  return running.stator;
}

class StatorEnvironment extends (node.TestEnvironment ?? node) {
  constructor(config, context) {
    super(config, context);
    const project = config.projectConfig ?? config;
    this.statorOptions = project.testEnvironmentOptions?.stator ?? {};
  }

  async setup() {
    await super.setup();
    const stator = await serverFor(this.statorOptions);
    this.global.stator = stator;
    // So that clients without any configuration find it, and none finds the real service.
    Object.assign(this.global.process.env, stator.env);
  }
}

module.exports = StatorEnvironment;
