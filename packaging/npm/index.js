// A server as a child process: started, controlled and stopped from a test.
//
// The child is told to end with this process, and nothing of it keeps this process alive, so a test
// that forgets to stop its server leaves nothing behind.
'use strict';

const { spawn } = require('node:child_process');
const path = require('node:path');
// Not the global ones, which tests may have replaced.
const { setTimeout, clearTimeout } = require('node:timers');

const { StatorError, request } = require('./control.js');

const binary = path.join(__dirname, 'bin', 'stator');
const LISTENING = /^stator listening on (http:\/\/\S+:(\d+))$/m;
const ERROR_TEXT_MAX = 64 * 1024;
const KILL_AFTER_MS = 10_000;

class Clock {
  #url;

  constructor(url) {
    this.#url = url;
  }

  async now() {
    return (await request(this.#url, 'GET', '/_stator/clock')).now;
  }

  advance(seconds) {
    return this.#change({ advance_seconds: seconds });
  }

  set(when) {
    // Not `instanceof`: it may be a Date of another realm, as in Jest.
    const isDate = typeof when?.getTime === 'function';
    return this.#change({ set: isDate ? when.getTime() / 1000 : when });
  }

  freeze() {
    return this.#change({ frozen: true });
  }

  unfreeze() {
    return this.#change({ frozen: false });
  }

  async #change(change) {
    return (await request(this.#url, 'POST', '/_stator/clock', change)).now;
  }
}

class Stator {
  #child;
  #stopped;

  constructor(child, url, port, region) {
    this.#child = child;
    this.url = url;
    this.endpoint = url;
    this.port = port;
    this.region = region;
    this.pid = child.pid;
    this.clock = new Clock(url);
    this.env = {
      AWS_ENDPOINT_URL_DYNAMODB: url,
      AWS_ENDPOINT_URL_DYNAMODB_STREAMS: url,
      AWS_ENDPOINT_URL_LAMBDA: url,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_REGION: region,
    };
  }

  async mark() {
    return (await request(this.url, 'POST', '/_stator/marks')).mark;
  }

  async rewind(mark) {
    await request(this.url, 'POST', '/_stator/rewind', { mark });
  }

  async release(mark) {
    await request(this.url, 'DELETE', `/_stator/marks/${encodeURIComponent(mark)}`);
  }

  async drain() {
    return request(this.url, 'POST', '/_stator/drain', {});
  }

  async rollShards(table) {
    await request(this.url, 'POST', `/_stator/streams/${encodeURIComponent(table)}/roll`);
  }

  stop() {
    this.#stopped ??= end(this.#child);
    return this.#stopped;
  }

  [Symbol.asyncDispose ?? Symbol.for('nodejs.asyncDispose')]() {
    return this.stop();
  }
}

function hasEnded(child) {
  return child.exitCode !== null || child.signalCode !== null;
}

function end(child) {
  return new Promise((resolve) => {
    if (hasEnded(child)) return resolve();
    const timer = setTimeout(() => child.kill('SIGKILL'), KILL_AFTER_MS);
    child.ref();
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

function commandLine({ port = 0, data, region, args = [] }) {
  const line = ['serve', '--port', String(port), '--region', region];
  // What the first process of a container started ends with it, and cannot tell it from an orphan's
  // new parent.
  if (process.pid !== 1) line.push('--exit-with-parent');
  if (data !== undefined) line.push('--data', data);
  return [...line, ...args];
}

async function start(options = {}) {
  const { region = 'us-east-1', binary: program = binary, timeout = 30_000 } = options;
  const child = spawn(program, commandLine({ ...options, region }), {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [url, port] = await listening(child, timeout);
  child.unref();
  child.stdout.unref();
  child.stderr.unref();
  return new Stator(child, url, port, region);
}

// The address from the one line of standard output. Standard error is an error's text until then,
// and this process's standard error from then on.
function listening(child, timeout) {
  return new Promise((resolve, reject) => {
    let output = '';
    let errors = '';
    let ready = false;
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new StatorError(`stator did not start within ${timeout} ms\n${errors}`.trim()));
    }, timeout);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      if (ready) return;
      output += text;
      const line = LISTENING.exec(output);
      if (line === null) return;
      ready = true;
      clearTimeout(timer);
      if (errors !== '') process.stderr.write(errors);
      resolve([line[1], Number(line[2])]);
    });
    child.stderr.setEncoding('utf8').on('data', (text) => {
      if (ready) process.stderr.write(text);
      else if (errors.length < ERROR_TEXT_MAX) errors += text;
    });
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(new StatorError(`stator cannot be run: ${error.message}`, { cause: error }));
    });
    // Not `exit`, at which some of the output may still be on its way.
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      const how = signal === null ? `exit code ${code}` : signal;
      reject(new StatorError(errors.trim() || `stator ended before it listened (${how})`));
    });
  });
}

module.exports = { start, binary, Stator, StatorError };
