// The package by itself: every promise of index.d.ts.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import * as ddb from '@aws-sdk/client-dynamodb';
import packaged, { StatorError, binary, start } from 'stator';

const table = {
  TableName: 'Items',
  BillingMode: 'PAY_PER_REQUEST',
  KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }],
};

function clientOf(stator) {
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  return new ddb.DynamoDBClient({ endpoint: stator.endpoint, region: stator.region, credentials });
}

async function tablesOf(stator) {
  return (await clientOf(stator).send(new ddb.ListTablesCommand({}))).TableNames;
}

async function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(condition) {
  for (let i = 0; i < 1000; ++i) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.fail('it did not come to be so');
}

describe('a server', () => {
  let stator;
  before(async () => (stator = await start()));
  after(() => stator.stop());

  test('says where it is', () => {
    assert.match(stator.url, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(stator.endpoint, stator.url);
    assert.equal(stator.port, Number(new URL(stator.url).port));
    assert.equal(stator.env.AWS_ENDPOINT_URL_DYNAMODB, stator.url);
  });

  test('delivers what waits for functions, and rolls shards', async () => {
    const client = clientOf(stator);
    const mark = await stator.mark();
    const StreamSpecification = { StreamEnabled: true, StreamViewType: 'KEYS_ONLY' };
    await client.send(new ddb.CreateTableCommand({ ...table, StreamSpecification }));
    await stator.rollShards('Items');
    await assert.rejects(stator.rollShards('Nothing'), { name: 'StatorError', statusCode: 400 });
    const report = await stator.drain();
    assert.equal(report.invocations, 0);
    assert.equal(report.event_invocations, 0);
    await stator.rewind(mark);
    await stator.release(mark);
  });

  test('goes back to a mark, as often as asked, until the mark is released', async () => {
    const client = clientOf(stator);
    const mark = await stator.mark();
    for (let round = 0; round < 3; ++round) {
      await client.send(new ddb.CreateTableCommand(table));
      assert.deepEqual(await tablesOf(stator), ['Items']);
      await stator.rewind(mark);
      assert.deepEqual(await tablesOf(stator), []);
    }
    await stator.release(mark);
    await assert.rejects(stator.rewind(mark), (error) => {
      assert.ok(error instanceof StatorError);
      assert.match(error.message, /^There is no such mark/);
      assert.equal(error.code, 'NotFoundException');
      return error.statusCode === 404;
    });
  });

  test('has a clock that stands, runs and is set', async () => {
    assert.equal(await stator.clock.set(1_900_000_000).then(Math.floor), 1_900_000_000);
    const frozen = await stator.clock.freeze();
    assert.equal(await stator.clock.now(), frozen);
    assert.equal(await stator.clock.advance(60), frozen + 60);
    const date = new Date('2030-01-01T00:00:00.250Z');
    assert.equal(await stator.clock.set(date), date.getTime() / 1000);
    assert.ok((await stator.clock.unfreeze()) >= date.getTime() / 1000);
    await until(async () => (await stator.clock.now()) > date.getTime() / 1000);
    await assert.rejects(stator.clock.advance(-1), StatorError);
  });

  test('is the same for CommonJS', () => {
    assert.equal(createRequire(import.meta.url)('stator').start, start);
    assert.equal(packaged.start, start);
  });
});

test('two servers know nothing of each other', async () => {
  const [one, other] = await Promise.all([start(), start({ region: 'eu-west-1' })]);
  await clientOf(one).send(new ddb.CreateTableCommand(table));
  assert.deepEqual(await tablesOf(one), ['Items']);
  assert.deepEqual(await tablesOf(other), []);
  const made = await clientOf(other).send(new ddb.CreateTableCommand(table));
  assert.ok(made.TableDescription.TableArn.startsWith('arn:aws:dynamodb:eu-west-1:'));
  await Promise.all([one.stop(), other.stop()]);
});

test('data stays in its directory from one server to the next', async () => {
  const data = fs.mkdtempSync(path.join(os.tmpdir(), 'stator-package-'));
  const one = await start({ data });
  await clientOf(one).send(new ddb.CreateTableCommand(table));
  await one.stop();
  const next = await start({ data });
  assert.deepEqual(await tablesOf(next), ['Items']);
  await next.stop();
  fs.rmSync(data, { recursive: true });
});

test('stop ends it, however often it is called, and what is asked then says so', async () => {
  const stator = await start();
  await Promise.all([stator.stop(), stator.stop()]);
  await stator.stop();
  assert.equal(await isAlive(stator.pid), false);
  await assert.rejects(stator.mark(), /stator does not answer at http:.*ECONNREFUSED/);
});

test('a server that does not start rejects with what it said', async () => {
  const taken = await start();
  await assert.rejects(start({ port: taken.port }), (error) => {
    assert.ok(error instanceof StatorError);
    return /^stator: .*in use/.test(error.message);
  });
  await taken.stop();
  await assert.rejects(start({ args: ['--no-such-flag'] }), /--no-such-flag/);
  await assert.rejects(start({ binary: '/nowhere/stator' }), /cannot be run: .*ENOENT/);
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'stator-package-'));
  const silent = path.join(scratch, 'silent');
  fs.writeFileSync(silent, '#!/bin/sh\nexec sleep 600\n', { mode: 0o755 });
  await assert.rejects(start({ binary: silent, timeout: 100 }), /did not start within 100 ms/);
  fs.rmSync(scratch, { recursive: true });
  await assert.rejects(start({ binary: '/bin/true' }), /ended before it listened \(exit code 0\)/);
});

test('a server ends with the process that started it, and does not keep it', async () => {
  const program = `
    const { start } = require('stator');
    start().then((stator) => console.log(stator.pid));`;
  const child = spawn(process.execPath, ['-e', program], { cwd: import.meta.dirname ?? '.' });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.equal(code, 0);
  const pid = Number(output);
  assert.ok(pid > 0);
  await until(async () => !(await isAlive(pid)));
});

test('the program that comes with it is the server', async () => {
  const child = spawn(binary, ['--version']);
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  await new Promise((resolve) => child.on('close', resolve));
  const { version, bin } = createRequire(import.meta.url)('stator/package.json');
  assert.equal(output, `stator ${version}\n`);
  assert.ok(binary.endsWith(bin.stator));
});
