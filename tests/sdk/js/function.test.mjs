// Functions, through the SDK's client of AWS Lambda.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import {
  CreateFunctionCommand, DeleteFunctionCommand, GetFunctionCommand, InvokeCommand,
  LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand,
  UpdateFunctionConfigurationCommand, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { error, newClient, newName } from './support.mjs';

const functions = newClient(LambdaClient);
const folder = fileURLToPath(new URL('../functions/node', import.meta.url));
const made = [];

async function newFunction(more = {}) {
  const FunctionName = newName();
  await functions.send(new CreateFunctionCommand({
    FunctionName,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: 'arn:aws:iam::000000000000:role/any',
    Code: { S3Bucket: 'hot-reload', S3Key: folder },
    Timeout: 60,
    ...more,
  }));
  made.push(FunctionName);
  await waitUntilFunctionActiveV2({ client: functions, minDelay: 1, maxWaitTime: 30 },
    { FunctionName });
  return FunctionName;
}

async function invoke(FunctionName, event, more = {}) {
  const answer = await functions.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));
  const text = answer.Payload.transformToString();
  return { ...answer, result: text && JSON.parse(text) };
}

after(async () => {
  for (const FunctionName of made) {
    await functions.send(new DeleteFunctionCommand({ FunctionName }));
  }
});

test('a function is created, invoked and changed', async () => {
  const name = await newFunction({ Environment: { Variables: { STAGE: 'dev' } } });
  const answer = await invoke(name, { a: 1 }, { LogType: 'Tail' });
  assert.equal(answer.StatusCode, 200);
  assert.equal(answer.FunctionError, undefined);
  assert.deepEqual(answer.result, { event: { a: 1 }, name, stage: 'dev' });
  assert.match(Buffer.from(answer.LogResult, 'base64').toString(), /called with \{"a":1\}/);

  await functions.send(new UpdateFunctionConfigurationCommand({
    FunctionName: name, Environment: { Variables: { STAGE: 'test' } },
  }));
  await waitUntilFunctionUpdatedV2({ client: functions, minDelay: 1, maxWaitTime: 30 },
    { FunctionName: name });
  assert.equal((await invoke(name, {})).result.stage, 'test');
});

test('a function that fails says so', async () => {
  const answer = await invoke(await newFunction(), { fail: 'on purpose' });
  assert.equal(answer.FunctionError, 'Unhandled');
  assert.equal(answer.result.errorType, 'RangeError');
  assert.equal(answer.result.errorMessage, 'on purpose');
});

test('functions and mappings are listed', async () => {
  const name = await newFunction();
  const { Functions } = await functions.send(new ListFunctionsCommand({}));
  assert(Functions.some((listed) => listed.FunctionName === name));
  const { EventSourceMappings } = await functions.send(
    new ListEventSourceMappingsCommand({ FunctionName: name }));
  assert.deepEqual(EventSourceMappings, []);
});

test('what is not there is an error with a name', async () => {
  await assert.rejects(functions.send(new GetFunctionCommand({ FunctionName: 'nobody' })),
    error('ResourceNotFoundException', 'Function not found: arn:aws:lambda:'));
});
