// Functions, through the SDK's client of AWS Lambda.

import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { after, test } from 'node:test';
import { DescribeTableCommand, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CreateEventSourceMappingCommand, CreateFunctionCommand, DeleteEventSourceMappingCommand,
  DeleteFunctionCommand, DeleteFunctionEventInvokeConfigCommand, GetEventSourceMappingCommand,
  GetFunctionCommand, GetFunctionConfigurationCommand, GetFunctionEventInvokeConfigCommand,
  InvokeCommand, LambdaClient, ListEventSourceMappingsCommand, ListFunctionsCommand,
  ListTagsCommand, PutFunctionEventInvokeConfigCommand, TagResourceCommand, UntagResourceCommand,
  UpdateEventSourceMappingCommand, UpdateFunctionCodeCommand, UpdateFunctionConfigurationCommand,
  UpdateFunctionEventInvokeConfigCommand, waitUntilFunctionActiveV2, waitUntilFunctionUpdatedV2,
} from '@aws-sdk/client-lambda';
import { client, error, newClient, newName, newTable } from './support.mjs';

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

// A table with a stream, and the ARN of that.
async function newStream() {
  const TableName = await newTable(undefined, {
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return { table: TableName, stream: Table.LatestStreamArn };
}

async function invoke(FunctionName, event, more = {}) {
  const answer = await functions.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), ...more }));
  const text = answer.Payload?.transformToString(); // An event has none.
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

test('code and configuration are read and exchanged', async () => {
  const FunctionName = await newFunction({ Description: 'first' });
  const read = await functions.send(new GetFunctionConfigurationCommand({ FunctionName }));
  assert.equal(read.Description, 'first');
  assert.equal(read.Handler, 'index.handler');
  const python = fileURLToPath(new URL('../functions/python', import.meta.url));
  const updated = await functions.send(new UpdateFunctionCodeCommand({
    FunctionName, S3Bucket: 'hot-reload', S3Key: python,
  }));
  assert.notEqual(updated.CodeSha256, read.CodeSha256);
  assert.notEqual(updated.RevisionId, read.RevisionId);
});

test('a mapping lives from creation to deletion', async () => {
  const FunctionName = await newFunction();
  const { stream } = await newStream();
  const { UUID } = await functions.send(new CreateEventSourceMappingCommand({
    FunctionName, EventSourceArn: stream, StartingPosition: 'LATEST', BatchSize: 5,
  }));
  const { EventSourceMappings } = await functions.send(
    new ListEventSourceMappingsCommand({ EventSourceArn: stream }));
  assert.deepEqual(EventSourceMappings.map((mapping) => mapping.UUID), [UUID]);
  await functions.send(new UpdateEventSourceMappingCommand({
    UUID, BatchSize: 7, Enabled: false, MaximumRetryAttempts: 3,
  }));
  const read = await functions.send(new GetEventSourceMappingCommand({ UUID }));
  assert.equal(read.BatchSize, 7);
  assert.equal(read.MaximumRetryAttempts, 3);
  assert.match(read.State, /^Disabl(ing|ed)$/);
  assert(read.LastModified instanceof Date);
  const deleted = await functions.send(new DeleteEventSourceMappingCommand({ UUID }));
  assert.equal(deleted.State, 'Deleting');
  await assert.rejects(functions.send(new GetEventSourceMappingCommand({ UUID })),
    error('ResourceNotFoundException', 'The resource you requested does not exist.'));
});

test('what becomes of events is configured', async () => {
  const FunctionName = await newFunction();
  const told = await newFunction();
  const Destination = `arn:aws:lambda:us-east-1:000000000000:function:${told}`;
  await functions.send(new PutFunctionEventInvokeConfigCommand({
    FunctionName, MaximumRetryAttempts: 1, DestinationConfig: { OnSuccess: { Destination } },
  }));
  await functions.send(new UpdateFunctionEventInvokeConfigCommand({
    FunctionName, MaximumEventAgeInSeconds: 60,
  }));
  const read = await functions.send(new GetFunctionEventInvokeConfigCommand({ FunctionName }));
  assert.equal(read.MaximumRetryAttempts, 1);
  assert.equal(read.MaximumEventAgeInSeconds, 60);
  assert.deepEqual(read.DestinationConfig.OnSuccess, { Destination });
  const answer = await invoke(FunctionName, {}, { InvocationType: 'Event' });
  assert.equal(answer.StatusCode, 202);
  await functions.send(new DeleteFunctionEventInvokeConfigCommand({ FunctionName }));
  await assert.rejects(
    functions.send(new GetFunctionEventInvokeConfigCommand({ FunctionName })),
    error('ResourceNotFoundException', "doesn't have an EventInvokeConfig"));
});

test('a function has tags', async () => {
  const name = await newFunction({ Tags: { team: 'a' } });
  const Resource = `arn:aws:lambda:us-east-1:000000000000:function:${name}`;
  await functions.send(new TagResourceCommand({ Resource, Tags: { stage: 'dev' } }));
  await functions.send(new UntagResourceCommand({ Resource, TagKeys: ['team'] }));
  const { Tags } = await functions.send(new ListTagsCommand({ Resource }));
  assert.deepEqual(Tags, { stage: 'dev' });
});

// The SDK inside of a function finds the server by its environment, and passes on which call its
// requests are made in.
test('functions that write each other\'s tables with the SDK are cut off', async () => {
  const [first, second] = [await newStream(), await newStream()];
  const modules = fileURLToPath(new URL('node_modules', import.meta.url));
  const names = [];
  for (const [from, to] of [[first, second], [second, first]]) {
    const FunctionName = await newFunction({
      Handler: 'chain.handler',
      Environment: { Variables: { TARGET: to.table, NODE_PATH: modules } },
    });
    await functions.send(new CreateEventSourceMappingCommand({
      FunctionName, EventSourceArn: from.stream, StartingPosition: 'TRIM_HORIZON',
    }));
    names.push(FunctionName);
  }
  const numbered = { pk: { S: 'one' }, n: { N: '0' } };
  await client.send(new PutItemCommand({ TableName: first.table, Item: numbered }));
  const drained = await fetch(`${process.env.STATOR_SDK_ENDPOINT}/_stator/drain`,
    { method: 'POST', body: '{}' });
  assert.equal(drained.status, 409);
  const { message } = await drained.json();
  const path = Array.from({ length: 17 }, (_, i) => names[i % 2]);
  assert.equal(message, `Functions fire each other without end: ${path.join(' > ')}`);
  const { Item } = await client.send(
    new GetItemCommand({ TableName: second.table, Key: { pk: numbered.pk } }));
  assert.equal(Item.n.N, '17');
});
