// The document client (lib-dynamodb): JavaScript's own values.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  DeleteCommand, GetCommand, NumberValue, PutCommand, QueryCommand, ScanCommand, UpdateCommand,
  paginateQuery,
} from '@aws-sdk/lib-dynamodb';
import { client, documents, error, exactDocuments, newTable } from './support.mjs';

after(() => {
  client.destroy();
  exactDocuments.destroy();
});

const send = (Command, input) => documents.send(new Command(input));

describe('documents', () => {
  let TableName;
  before(async () => { TableName = await newTable('N'); });

  test('values come back as they went', async () => {
    const Item = {
      pk: 'a', sk: 1, text: 'hello', flag: false, nothing: null, list: [1, 'two', [3]],
      map: { deep: { er: true } }, strings: new Set(['x', 'y']), numbers: new Set([1, 2.5]),
      bytes: Uint8Array.from([0, 1, 255]),
    };
    await send(PutCommand, { TableName, Item });
    const found = await send(GetCommand, { TableName, Key: { pk: 'a', sk: 1 } });
    assert.deepEqual(found.Item, Item);
  });

  test('numbers beyond a double stay exact', async () => {
    const value = '123456789012345678901234567890.12345678';
    const Key = { pk: 'exact', sk: 1 };
    await exactDocuments.send(new PutCommand({
      TableName, Item: { ...Key, n: NumberValue.from(value), big: 2n ** 64n },
    }));
    const { Item } = await exactDocuments.send(new GetCommand({ TableName, Key }));
    assert.equal(Item.n.toString(), value);
    assert.equal(Item.big.toString(), '18446744073709551616');
  });

  test('updates', async () => {
    const Key = { pk: 'u', sk: 1 };
    await send(PutCommand, { TableName, Item: { ...Key, count: 1, list: ['a'] } });
    const { Attributes } = await send(UpdateCommand, {
      TableName, Key,
      UpdateExpression: 'SET #c = #c + :n, #l[1] = :b, nested = :m',
      ConditionExpression: '#c = :one',
      ExpressionAttributeNames: { '#c': 'count', '#l': 'list' },
      ExpressionAttributeValues: { ':n': 41, ':b': 'b', ':m': { x: [1] }, ':one': 1 },
      ReturnValues: 'ALL_NEW',
    });
    assert.deepEqual(Attributes, { ...Key, count: 42, list: ['a', 'b'], nested: { x: [1] } });
    await assert.rejects(
      send(UpdateCommand, {
        TableName, Key, UpdateExpression: 'REMOVE nested',
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
      (thrown) => error('ConditionalCheckFailedException')(thrown) && thrown.Item !== undefined);
  });

  test('deletes', async () => {
    const Key = { pk: 'd', sk: 1 };
    await send(PutCommand, { TableName, Item: Key });
    const { Attributes } = await send(DeleteCommand, { TableName, Key, ReturnValues: 'ALL_OLD' });
    assert.deepEqual(Attributes, Key);
    assert.equal((await send(GetCommand, { TableName, Key })).Item, undefined);
  });

  test('queries in pages, backwards', async () => {
    const keys = [-2.5, -1, 0, 1, 10, 200];
    for (const sk of keys) await send(PutCommand, { TableName, Item: { pk: 'q', sk } });
    const found = [];
    const pages = paginateQuery({ client: documents, pageSize: 2 }, {
      TableName, KeyConditionExpression: 'pk = :p', ExpressionAttributeValues: { ':p': 'q' },
      ScanIndexForward: false,
    });
    for await (const page of pages) found.push(...page.Items.map((item) => item.sk));
    assert.deepEqual(found, keys.toReversed());
    const { Items } = await send(QueryCommand, {
      TableName, KeyConditionExpression: 'pk = :p AND sk > :zero',
      ExpressionAttributeValues: { ':p': 'q', ':zero': 0 },
    });
    assert.deepEqual(Items.map((item) => item.sk), [1, 10, 200]);
  });

  test('scans with a filter and a projection', async () => {
    await send(PutCommand, { TableName, Item: { pk: 's', sk: 1, colour: 'teal', other: 1 } });
    const { Items } = await send(ScanCommand, {
      TableName, FilterExpression: 'contains(colour, :c)', ProjectionExpression: 'pk, colour',
      ExpressionAttributeValues: { ':c': 'tea' },
    });
    assert.deepEqual(Items, [{ pk: 's', colour: 'teal' }]);
  });
});
