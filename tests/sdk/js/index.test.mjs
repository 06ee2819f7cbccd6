// Secondary indexes through the document client.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { PutCommand, QueryCommand, ScanCommand, UpdateCommand, paginateQuery }
  from '@aws-sdk/lib-dynamodb';
import { client, documents, error, newTable } from './support.mjs';

after(() => client.destroy());

describe('a table with indexes', () => {
  let TableName;
  const send = (Command, input) => documents.send(new Command({ TableName, ...input }));

  before(async () => {
    TableName = await newTable('N', {
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' }, { AttributeName: 'sk', AttributeType: 'N' },
        { AttributeName: 'team', AttributeType: 'S' }, { AttributeName: 'at', AttributeType: 'N' },
      ],
      LocalSecondaryIndexes: [{
        IndexName: 'recent',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'KEYS_ONLY' },
      }],
      GlobalSecondaryIndexes: [{
        IndexName: 'teams',
        KeySchema: [
          { AttributeName: 'team', KeyType: 'HASH' }, { AttributeName: 'at', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      }],
    });
    for (let sk = 0; sk < 7; ++sk) {
      await send(PutCommand, { Item: { pk: 'a', sk, team: 'red', at: 10 - sk, note: `n${sk}` } });
    }
  });

  test('is queried by either', async () => {
    const { Items } = await send(QueryCommand, {
      IndexName: 'teams',
      KeyConditionExpression: 'team = :t AND #at BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':t': 'red', ':low': 5, ':high': 7 },
    });
    assert.deepEqual(Items.map((item) => item.at), [5, 6, 7]);
    assert.equal(Items[0].note, 'n5');
    const local = await send(QueryCommand, {
      IndexName: 'recent',
      KeyConditionExpression: 'pk = :p',
      ExpressionAttributeValues: { ':p': 'a' },
      ProjectionExpression: 'note',
      ScanIndexForward: false,
      Limit: 1,
    });
    assert.deepEqual(local.Items, [{ note: 'n0' }]);
    assert.deepEqual(local.LastEvaluatedKey, { pk: 'a', sk: 0, at: 10 });
  });

  test('is read page by page', async () => {
    const seen = [];
    const pages = paginateQuery({ client: documents, pageSize: 2 }, {
      TableName,
      IndexName: 'teams',
      KeyConditionExpression: 'team = :t',
      ExpressionAttributeValues: { ':t': 'red' },
    });
    for await (const page of pages) seen.push(...page.Items.map((item) => item.sk));
    assert.deepEqual(seen, [6, 5, 4, 3, 2, 1, 0]);
  });

  test('keeps them with each write, or refuses it', async () => {
    await send(UpdateCommand, {
      Key: { pk: 'b', sk: 1 },
      UpdateExpression: 'SET team = :t, #at = :at',
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':t': 'blue', ':at': 1 },
    });
    const { Count } = await send(QueryCommand, {
      IndexName: 'teams',
      KeyConditionExpression: 'team = :t',
      ExpressionAttributeValues: { ':t': 'blue' },
      Select: 'COUNT',
    });
    assert.equal(Count, 1);
    await assert.rejects(
      send(PutCommand, { Item: { pk: 'b', sk: 2, team: 5 } }),
      error('ValidationException', 'Type mismatch for Index Key team Expected: S Actual: N'),
    );
    await assert.rejects(
      send(ScanCommand, { IndexName: 'teams', ConsistentRead: true }),
      error('ValidationException', 'Consistent reads are not supported'),
    );
  });
});
