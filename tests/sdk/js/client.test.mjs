// The plain client: attribute values with their types spelled out.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  ConditionalCheckFailedException, CreateTableCommand, DeleteItemCommand, DeleteTableCommand,
  DescribeTableCommand, DynamoDBServiceException, GetItemCommand, ListTablesCommand,
  PutItemCommand, QueryCommand, ResourceInUseException, ResourceNotFoundException, ScanCommand,
  UpdateItemCommand, UpdateTableCommand, paginateListTables, paginateQuery, paginateScan,
  waitUntilTableExists, waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { client, error, newName, newTable, waiting } from './support.mjs';

after(() => client.destroy());

const bytes = (...values) => Uint8Array.from(values);
const send = (Command, input) => client.send(new Command(input));

describe('tables', () => {
  test('a table lives from create to delete', async () => {
    const TableName = newName();
    const { TableDescription: created } = await send(CreateTableCommand, {
      TableName,
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    });
    assert.ok(['CREATING', 'ACTIVE'].includes(created.TableStatus));
    const waited = await waitUntilTableExists(waiting, { TableName });
    assert.equal(waited.state, 'SUCCESS');
    const { Table } = await send(DescribeTableCommand, { TableName });
    assert.equal(Table.TableStatus, 'ACTIVE');
    assert.ok(Table.CreationDateTime instanceof Date);
    assert.ok(Math.abs(Table.CreationDateTime - new Date()) < 60_000);
    await assert.rejects(newTable('S', { TableName }), ResourceInUseException);
    const { TableDescription: deleted } = await send(DeleteTableCommand, { TableName });
    assert.equal(deleted.TableStatus, 'DELETING');
    await waitUntilTableNotExists(waiting, { TableName });
    await assert.rejects(send(DescribeTableCommand, { TableName }), ResourceNotFoundException);
  });

  test('a protected table is not deleted', async () => {
    const TableName = await newTable('S', { DeletionProtectionEnabled: true });
    await assert.rejects(send(DeleteTableCommand, { TableName }), error('ValidationException'));
    await send(UpdateTableCommand, { TableName, DeletionProtectionEnabled: false });
    await waitUntilTableExists(waiting, { TableName });
    await send(DeleteTableCommand, { TableName });
  });

  test('names are listed in pages', async () => {
    const names = [await newTable(), await newTable(), await newTable()];
    const listed = [];
    for await (const page of paginateListTables({ client, pageSize: 2 }, {})) {
      assert.ok(page.TableNames.length <= 2);
      listed.push(...page.TableNames);
    }
    assert.deepEqual(listed.filter((name) => names.includes(name)), names.toSorted());
    const { TableNames, LastEvaluatedTableName } = await send(ListTablesCommand, { Limit: 1 });
    assert.equal(TableNames.length, 1);
    assert.equal(LastEvaluatedTableName, TableNames[0]);
  });
});

describe('items', () => {
  let TableName;
  before(async () => { TableName = await newTable(); });
  const key = (pk) => ({ pk: { S: pk } });

  test('every type comes back as it went', async () => {
    const Item = {
      ...key('every type'),
      string: { S: 'grüße 世界 \u{1f600} "quoted" \\ \u0000' },
      empty: { S: '' },
      number: { N: '-12345678901234567890.123456789012345678' },
      binary: { B: bytes(...Array(256).keys()) },
      yes: { BOOL: true },
      no: { BOOL: false },
      nothing: { NULL: true },
      strings: { SS: ['a', 'b'] },
      numbers: { NS: ['-1', '2.5'] },
      binaries: { BS: [bytes(0), bytes(255)] },
      list: { L: [{ N: '1' }, { L: [] }, { M: {} }] },
      map: { M: { inner: { M: { deep: { S: 'x' } } } } },
    };
    await send(PutItemCommand, { TableName, Item });
    const found = await send(GetItemCommand, { TableName, Key: key('every type') });
    assert.deepEqual(found.Item, Item);
  });

  test('a missing item is undefined', async () => {
    const found = await send(GetItemCommand, { TableName, Key: key('nobody') });
    assert.equal(found.Item, undefined);
  });

  test('expressions change an item and say what changed', async () => {
    const update = (UpdateExpression, values, ReturnValues, more = {}) => send(UpdateItemCommand, {
      TableName, Key: key('u'), UpdateExpression, ReturnValues,
      ExpressionAttributeValues: values, ...more,
    });
    const made = await update('SET a = :one, #l = :list', {
      ':one': { N: '1' }, ':list': { L: [{ S: 'x' }] },
    }, 'ALL_NEW', { ExpressionAttributeNames: { '#l': 'list' } });
    assert.deepEqual(made.Attributes, { ...key('u'), a: { N: '1' }, list: { L: [{ S: 'x' }] } });
    const added = await update('ADD a :two', { ':two': { N: '2' } }, 'UPDATED_NEW');
    assert.deepEqual(added.Attributes, { a: { N: '3' } });
    const old = await update('SET a = a - :two', { ':two': { N: '2' } }, 'UPDATED_OLD');
    assert.deepEqual(old.Attributes, { a: { N: '3' } });
    const removed = await update('REMOVE a', undefined, 'ALL_OLD');
    assert.deepEqual(removed.Attributes.a, { N: '1' });
    const none = await update('SET b = :b', { ':b': { S: 'b' } }, 'NONE');
    assert.equal(none.Attributes, undefined);
  });

  test('a failed condition says so, and shows the item when asked', async () => {
    await send(PutItemCommand, { TableName, Item: { ...key('c'), v: { N: '1' } } });
    const put = (more) => send(PutItemCommand, {
      TableName, Item: key('c'), ConditionExpression: 'attribute_not_exists(pk)', ...more,
    });
    await assert.rejects(put({}), (thrown) => {
      assert.ok(thrown instanceof ConditionalCheckFailedException);
      assert.equal(thrown.message, 'The conditional request failed');
      assert.equal(thrown.Item, undefined);
      assert.equal(thrown.$metadata.httpStatusCode, 400);
      return true;
    });
    await assert.rejects(put({ ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }), (thrown) => {
      assert.deepEqual(thrown.Item, { ...key('c'), v: { N: '1' } });
      return true;
    });
  });

  test('deletes', async () => {
    await send(PutItemCommand, { TableName, Item: { ...key('d'), v: { N: '1' } } });
    const remove = (more) => send(DeleteItemCommand, { TableName, Key: key('d'), ...more });
    await assert.rejects(
      remove({ ConditionExpression: 'v > :v', ExpressionAttributeValues: { ':v': { N: '1' } } }),
      ConditionalCheckFailedException);
    const gone = await remove({ ReturnValues: 'ALL_OLD' });
    assert.deepEqual(gone.Attributes, { ...key('d'), v: { N: '1' } });
    assert.equal((await remove({ ReturnValues: 'ALL_OLD' })).Attributes, undefined);
  });

  test('errors carry the service\'s names and texts', async () => {
    await assert.rejects(
      send(GetItemCommand, { TableName: 'absent', Key: key('a') }),
      error('ResourceNotFoundException', 'Requested resource not found'));
    await assert.rejects(
      send(GetItemCommand, { TableName, Key: { other: { S: 'a' } } }),
      error('ValidationException', 'The provided key element does not match the schema'));
    await assert.rejects(
      send(PutItemCommand, { TableName, Item: { ...key('a'), n: { N: '1'.repeat(39) } } }),
      error('ValidationException', 'more than 38 significant digits'));
    await assert.rejects(
      send(UpdateItemCommand, { TableName, Key: key('a'), UpdateExpression: 'SET a = :missing' }),
      (thrown) => thrown instanceof DynamoDBServiceException && error('ValidationException',
        'An expression attribute value used in expression is not defined')(thrown));
  });

  test('many requests at once on kept connections', async () => {
    const count = 200;
    await Promise.all(Array.from({ length: count }, () => send(UpdateItemCommand, {
      TableName, Key: key('counter'), UpdateExpression: 'ADD hits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
    })));
    const { Item } = await send(GetItemCommand, { TableName, Key: key('counter') });
    assert.equal(Item.hits.N, String(count));
  });
});

describe('queries and scans', () => {
  const count = 30;
  let TableName;
  before(async () => {
    TableName = await newTable('B');
    for (let number = 0; number < count; ++number) {
      await send(PutItemCommand, {
        TableName,
        Item: {
          pk: { S: `p${number % 3}` }, sk: { B: bytes(number, 0xff) }, n: { N: String(number) },
        },
      });
    }
  });
  const numbersOf = (items) => items.map((item) => Number(item.n.N));
  const third = Array.from({ length: count / 3 }, (_, index) => 3 * index);

  test('binary sort keys are in order of their bytes', async () => {
    const { Items } = await send(QueryCommand, {
      TableName, KeyConditionExpression: 'pk = :p AND sk BETWEEN :a AND :b',
      ExpressionAttributeValues: {
        ':p': { S: 'p0' }, ':a': { B: bytes(6) }, ':b': { B: bytes(15, 0xff) },
      },
      ScanIndexForward: false,
    });
    assert.deepEqual(numbersOf(Items), [15, 12, 9, 6]);
  });

  test('query pages', async () => {
    const found = [];
    const pages = paginateQuery({ client, pageSize: 4 }, {
      TableName, KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': { S: 'p0' } },
    });
    for await (const page of pages) {
      assert.ok(page.Count <= 4);
      found.push(...numbersOf(page.Items));
    }
    assert.deepEqual(found, third);
  });

  test('a filter is applied behind the page', async () => {
    const page = await send(QueryCommand, {
      TableName, KeyConditionExpression: 'pk = :p', FilterExpression: 'n >= :n', Limit: 5,
      ExpressionAttributeValues: { ':p': { S: 'p0' }, ':n': { N: '12' } },
    });
    assert.equal(page.ScannedCount, 5);
    assert.deepEqual(numbersOf(page.Items), [12]);
    assert.deepEqual(page.LastEvaluatedKey, { pk: { S: 'p0' }, sk: { B: bytes(12, 0xff) } });
  });

  test('a parallel scan meets every item once', async () => {
    const segments = await Promise.all([0, 1, 2, 3, 4].map(async (Segment) => {
      const found = [];
      const pages = paginateScan({ client, pageSize: 2 }, { TableName, Segment, TotalSegments: 5 });
      for await (const page of pages) found.push(...numbersOf(page.Items));
      return found;
    }));
    const all = Array.from({ length: count }, (_, number) => number);
    assert.deepEqual(segments.flat().sort((a, b) => a - b), all);
  });

  test('a scan can count', async () => {
    const page = await send(ScanCommand, { TableName, Select: 'COUNT' });
    assert.equal(page.Count, count);
    assert.equal(page.Items, undefined);
  });
});
