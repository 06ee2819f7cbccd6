// Functions that bring their runtime with them: AWS's runtime interface client for Node.

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ENDPOINT = process.env.STATOR_SDK_ENDPOINT;
const FUNCTIONS = '/2015-03-31/functions';
const TIMEOUT_SECONDS = 60;
const folder = fileURLToPath(new URL('../functions/ric', import.meta.url));
const program = (path) => fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
const made = [];

function ask(method, path, body, headers = {}) {
  const authorization = 'AWS4-HMAC-SHA256 Credential=local';
  return fetch(ENDPOINT + path, { method, body, headers: { authorization, ...headers } });
}

async function newFunction(ric, handler) {
  const FunctionName = `ric-${process.pid}-${made.length}`;
  const answer = await ask('POST', FUNCTIONS, JSON.stringify({
    FunctionName,
    Runtime: 'provided.al2023',
    Handler: handler,
    Role: 'arn:aws:iam::000000000000:role/any',
    Code: { S3Bucket: 'hot-reload', S3Key: folder },
    Timeout: TIMEOUT_SECONDS,
    MemorySize: 512,
    Environment: { Variables: { NODE: process.execPath, RIC: ric } },
  }));
  assert.equal(answer.status, 201, await answer.text());
  made.push(FunctionName);
  return FunctionName;
}

async function invoke(name, event) {
  const answer = await ask('POST', `${FUNCTIONS}/${name}/invocations`, JSON.stringify(event),
    { 'X-Amz-Log-Type': 'Tail' });
  const log = Buffer.from(answer.headers.get('x-amz-log-result') ?? '', 'base64').toString();
  const text = await answer.text();
  assert.equal(answer.status, 200, text);
  return { error: answer.headers.get('x-amz-function-error'), result: JSON.parse(text), log };
}

after(async () => {
  for (const name of made) await ask('DELETE', `${FUNCTIONS}/${name}`);
});

const clients = [
  { version: 3, ric: program('aws-lambda-ric-3/bin/index.mjs') },
  { version: 4, ric: program('aws-lambda-ric-4/index.mjs') },
];

for (const { version, ric } of clients) {
  test(`version ${version} runs a handler, again and again`, async () => {
    const name = await newFunction(ric, 'index.handler');
    const ids = new Set();
    for (const n of [1, 2, 3]) {
      const { error, result, log } = await invoke(name, { n, wait: 5 });
      assert.equal(error, null, JSON.stringify(result));
      assert.deepEqual(result.event, { n, wait: 5 });
      assert.equal(result.name, name);
      assert.equal(result.arn, `arn:aws:lambda:us-east-1:000000000000:function:${name}`);
      const limit = TIMEOUT_SECONDS * 1000;
      assert(result.remaining > 0 && result.remaining <= limit, String(result.remaining));
      assert.match(log, /called with/);
      assert.match(log, new RegExp(`START RequestId: ${result.id} Version: \\$LATEST\n`));
      ids.add(result.id);
    }
    assert.equal(ids.size, 3);
    const { functions } = await (await ask('GET', '/_stator/functions')).json();
    assert.equal(functions.find((f) => f.name === name).cold_starts, 1);
  });

  test(`version ${version} tells what a handler throws, and goes on`, async () => {
    const name = await newFunction(ric, 'index.handler');
    const { error, result } = await invoke(name, { fail: 'on purpose' });
    assert.equal(error, 'Unhandled');
    assert.equal(result.errorType, 'RangeError');
    assert.equal(result.errorMessage, 'on purpose');
    assert.equal((await invoke(name, {})).error, null);
  });

  test(`version ${version} tells of a handler that is none`, async () => {
    const name = await newFunction(ric, 'index.nothing');
    const { error, result } = await invoke(name, {});
    assert.equal(error, 'Unhandled');
    assert.equal(result.errorType, 'Runtime.HandlerNotFound');
  });
}

test('version 3 takes what a handler calls back with', async () => {
  const name = await newFunction(clients[0].ric, 'index.called');
  assert.deepEqual((await invoke(name, {})).result, 'called back');
  const { error, result } = await invoke(name, { fail: 'on purpose' });
  assert.equal(error, 'Unhandled');
  assert.equal(result.errorMessage, 'on purpose');
});
