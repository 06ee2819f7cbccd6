// dynamodb-admin: its own process on a free port, and its pages and actions over HTTP as the
// browser asks for them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { UpdateTimeToLiveCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { client, describe as describeTable, documents, endpoint, newName, stored }
  from './support.mjs';

const program = fileURLToPath(
  new URL('node_modules/dynamodb-admin/dist/dynamodb-admin.js', import.meta.url));

let admin;
let site;

before(async () => {
  admin = spawn(process.execPath, [program, '--host', '127.0.0.1', '--port', '0'], {
    env: { PATH: process.env.PATH, DYNAMO_ENDPOINT: endpoint },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  // Read to its end: the program also says there what it refuses.
  site = await new Promise((resolve, reject) => {
    let said = '';
    admin.stdout.on('data', (bytes) => {
      said += bytes;
      const found = said.match(/listening on (http:\/\/127\.0\.0\.1:\d+)/);
      if (found) resolve(found[1]);
    });
    admin.on('exit', () => reject(new Error(`dynamodb-admin ended: ${said}`)));
  });
});

after(() => {
  admin.kill();
  client.destroy();
});

async function send(method, path, body) {
  const response = await fetch(site + path, {
    method, redirect: 'manual', headers: body && { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function page(path, status = 200) {
  const { status: found, text } = await send('GET', path);
  assert.equal(found, status, text);
  return text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<');
}

async function search(table, parameters = {}) {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) =>
    [name, typeof value === 'string' ? value : JSON.stringify(value)]));
  return JSON.parse(await page(`/tables/${table}/items?${query}`));
}

async function createTable(indexes = []) {
  const TableName = newName('admin');
  const { status, text } = await send('POST', '/create-table', {
    TableDefinition: {
      TableName, HashAttributeName: 'owner', HashAttributeType: 'S',
      RangeAttributeName: 'number', RangeAttributeType: 'N',
      ReadCapacityUnits: 3, WriteCapacityUnits: 4,
    },
    SecondaryIndexes: indexes,
  });
  assert.equal(status, 204, text);
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
  return TableName;
}

const indexes = [
  {
    IndexName: 'byColour', IndexType: 'global', HashAttributeName: 'colour',
    HashAttributeType: 'S', RangeAttributeName: 'size', RangeAttributeType: 'N',
    ReadCapacityUnits: 1, WriteCapacityUnits: 2,
  },
  {
    IndexName: 'bySize', IndexType: 'local', HashAttributeName: 'owner', HashAttributeType: 'S',
    RangeAttributeName: 'size', RangeAttributeType: 'N',
  },
];

describe('tables', () => {
  test('are created with indexes, and listed', async () => {
    assert.match(await page('/create-table'), /Create table/i);
    const table = await createTable(indexes);
    const described = await describeTable(table);
    assert.equal(described.ProvisionedThroughput.WriteCapacityUnits, 4);
    assert.equal(described.GlobalSecondaryIndexes[0].ProvisionedThroughput.WriteCapacityUnits, 2);
    assert.deepEqual(described.LocalSecondaryIndexes[0].KeySchema.map((key) => key.AttributeName),
      ['owner', 'size']);
    assert.match(await page('/'), new RegExp(`data-table-name="${table}"`));
    const listed = JSON.parse(await page('/api/tables'));
    const found = listed.find(({ TableName }) => TableName === table);
    assert.equal(found.TableStatus, 'ACTIVE');
    assert.equal(found.TableArn, described.TableArn);
  });

  test('that exist already are not created again', async () => {
    const table = await createTable();
    const { status, text } = await send('POST', '/create-table', {
      TableDefinition: {
        TableName: table, HashAttributeName: 'owner', HashAttributeType: 'S',
        ReadCapacityUnits: 1, WriteCapacityUnits: 1,
      },
    });
    assert.equal(status, 500);
    assert.equal(JSON.parse(text).message, `Table already exists: ${table}`);
  });

  test('show their indexes, their description and their time to live', async () => {
    const table = await createTable(indexes);
    assert.match(await page(`/tables/${table}`), /\[Index\] byColour: colour, size/);
    const meta = await page(`/tables/${table}/meta`);
    assert.ok(meta.includes(`"TableArn": "${(await describeTable(table)).TableArn}"`));
    assert.ok(meta.includes('"IndexName": "bySize"'));
    assert.match(await page(`/tables/${table}/ttl`), /DISABLED/);
    await client.send(new UpdateTimeToLiveCommand({
      TableName: table, TimeToLiveSpecification: { Enabled: true, AttributeName: 'until' },
    }));
    const after = await page(`/tables/${table}/ttl`);
    assert.match(after, /ENABLED|ENABLING/);
    assert.match(after, /until/);
  });

  test('are deleted', async () => {
    const table = await createTable();
    assert.equal((await send('DELETE', `/tables/${table}`)).status, 204);
    assert.ok(!(await page('/')).includes(table));
    const { status, text } = await send('GET', `/tables/${table}`);
    assert.equal(status, 500);
    assert.ok(JSON.parse(text).message.startsWith('Requested resource not found'), text);
  });
});

describe('items', () => {
  let table;
  before(async () => { table = await createTable(indexes); });
  const item = {
    owner: 'ann', number: 1, colour: 'red', size: 2.5, list: [1, 'two', [true, null]],
    map: { deep: { er: 'x' } },
  };

  test('are created, shown, changed and deleted', async () => {
    assert.ok((await page(`/tables/${table}/add-item`)).includes('"owner": ""'));
    const created = await send('PUT', `/tables/${table}/add-item`, item);
    assert.deepEqual([created.status, JSON.parse(created.text)],
      [200, { owner: 'ann', number: 1 }]);
    const raw = await stored(table, { owner: { S: 'ann' }, number: { N: '1' } });
    assert.deepEqual(raw.list,
      { L: [{ N: '1' }, { S: 'two' }, { L: [{ BOOL: true }, { NULL: true }] }] });

    const path = `/tables/${table}/items/ann,1`;
    const shown = await page(path);
    assert.deepEqual(JSON.parse(shown.match(/left: 0;'>(\{.*?\n\})<\/div>/s)[1]), item);

    const changed = await send('PUT', path, { ...item, size: 3, map: undefined });
    const { map, ...rest } = item;
    assert.deepEqual(JSON.parse(changed.text), { ...rest, size: 3 });

    assert.equal((await send('DELETE', path)).status, 204);
    await page(path, 404);
  });

  test('are looked up by key', async () => {
    const form = await page(`/tables/${table}/get`);
    assert.ok(form.includes('owner') && form.includes('number'));
    const { status, headers } = await send('GET', `/tables/${table}/get?hash=ann&range=1`);
    assert.deepEqual([status, headers.get('location')],
      [302, `/tables/${table}/items/ann,1`]);
  });

  test('without their whole key are refused', async () => {
    const { status, text } = await send('PUT', `/tables/${table}/add-item`, { owner: 'ann' });
    assert.equal(status, 500);
    assert.ok(JSON.parse(text).message.includes('Missing the key number in the item'), text);
  });
});

describe('searches', () => {
  let table;
  before(async () => {
    table = await createTable(indexes);
    for (let number = 0; number < 60; ++number) {
      await documents.send(new PutCommand({
        TableName: table,
        Item: {
          owner: `o${number % 2}`, number, size: number,
          colour: ['red', 'blue', 'teal'][number % 3],
        },
      }));
    }
  });
  const numbersOf = ({ Items }) => Items.map(({ number }) => number);
  const is = (value, operator = '=', type = 'S') => ({ value, operator, type });

  test('scan page by page, and back', async () => {
    const first = await search(table, { pageSize: '25' });
    assert.equal(first.Items.length, 25);
    assert.deepEqual(first.uniqueKeys.slice(0, 2), ['owner', 'number']);
    const second = await search(table,
      { pageSize: '25', startKey: decodeURIComponent(first.nextKey), pageNum: '2' });
    const third = await search(table,
      { pageSize: '25', startKey: decodeURIComponent(second.nextKey), pageNum: '3' });
    assert.equal(third.nextKey, null);
    const all = [first, second, third].flatMap(numbersOf).toSorted((a, b) => a - b);
    assert.deepEqual(all, [...Array(60).keys()]);
  });

  test('scan with each operator', async () => {
    const found = async (filters) => numbersOf(await search(table, { filters }))
      .toSorted((a, b) => a - b);
    assert.deepEqual(await found({ colour: is('red'), size: is('50', '>', 'N') }), [51, 54, 57]);
    assert.deepEqual(await found({ colour: is('te', 'begins_with'), size: is('8', '<=', 'N') }),
      [2, 5, 8]);
    assert.deepEqual(await found({ owner: is('o0', '<>'), number: is('4', '<', 'N') }), [1, 3]);
  });

  test('query the table and a global index', async () => {
    const some = await search(table, {
      operationType: 'query', queryableSelection: 'table',
      filters: { owner: is('o1'), number: is('49', '>=', 'N'), colour: is('blue') },
    });
    assert.deepEqual(numbersOf(some), [49, 55]);
    const reds = await search(table, {
      operationType: 'query', queryableSelection: 'byColour',
      filters: { colour: is('red'), size: is('10', '<', 'N') },
    });
    assert.deepEqual(numbersOf(reds), [0, 3, 6, 9]);
  });

  test('that mean nothing say why', async () => {
    const { status, text } = await send('GET',
      `/tables/${table}/items?operationType=query&filters=${JSON.stringify({ size: is('1') })}`);
    assert.equal(status, 500);
    assert.ok(JSON.parse(text).message.length > 0);
  });

  test('end with the purge of the table', async () => {
    assert.equal((await send('DELETE', `/tables/${table}/all`)).status, 200);
    assert.deepEqual((await search(table)).Items, []);
  });
});
