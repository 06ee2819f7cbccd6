// A Jest environment with a server for each worker: `testEnvironment: 'stator/jest'`.
//
// Jest loads this module outside of the tests' own registry, so it lives as long as the worker, and
// with it the server, which ends with the worker. Each test file begins with an empty database, to
// which the server is rewound, and with the time of day. Options of start() are
// `testEnvironmentOptions: { stator: {...} }`; a file with others gets a new server.
'use strict';

const node = require('jest-environment-node');

const { start } = require('./index.js');

let running; // { key, stator, empty }, or undefined.

async function serverFor(options) {
  const key = JSON.stringify(options);
  if (running !== undefined && !(running.key === key && (await wasEmptied(running)))) {
    await running.stator.stop();
    running = undefined;
  }
  if (running === undefined) {
    const stator = await start(options);
    running = { key, stator, empty: await stator.mark() };
  }
  return running.stator;
}

// False if it cannot be, so that a new server is needed: the one there was killed, or so much was
// written that the mark was dropped.
async function wasEmptied({ stator, empty }) {
  try {
    await stator.rewind(empty);
    await stator.clock.set(Date.now() / 1000);
    await stator.clock.unfreeze();
    return true;
  } catch {
    return false;
  }
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
