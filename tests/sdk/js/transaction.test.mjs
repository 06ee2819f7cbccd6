// Batches and transactions, through the client and the document client.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { TransactWriteItemsCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand, BatchWriteCommand, GetCommand, PutCommand, TransactGetCommand,
  TransactWriteCommand,
} from '@aws-sdk/lib-dynamodb';
import { client, documents, error, exactDocuments, newTable } from './support.mjs';

after(() => {
  client.destroy();
  exactDocuments.destroy();
});

const send = (Command, input) => documents.send(new Command(input));

describe('batches', () => {
  let TableName;
  before(async () => { TableName = await newTable('N'); });

  test('are written and read', async () => {
    const items = [1, 2, 3].map((sk) => ({ pk: 'a', sk, value: `value ${sk}` }));
    const written = await send(BatchWriteCommand, {
      RequestItems: { [TableName]: items.map((Item) => ({ PutRequest: { Item } })) },
    });
    assert.deepEqual(written.UnprocessedItems, {});
    const { Responses, UnprocessedKeys } = await send(BatchGetCommand, {
      RequestItems: { [TableName]: { Keys: [3, 1, 9].map((sk) => ({ pk: 'a', sk })) } },
    });
    assert.deepEqual(Responses[TableName], [items[2], items[0]]);
    assert.deepEqual(UnprocessedKeys, {});
  });

  test('are refused when they name an item twice', async () => {
    await assert.rejects(
      send(BatchWriteCommand, {
        RequestItems: {
          [TableName]: [1, 1].map((sk) => ({ DeleteRequest: { Key: { pk: 'a', sk } } })),
        },
      }),
      error('ValidationException', 'Provided list of item keys contains duplicates'),
    );
  });
});

describe('transactions', () => {
  let TableName;
  before(async () => { TableName = await newTable(); });

  test('are written and read', async () => {
    await send(TransactWriteCommand, {
      TransactItems: [
        { Put: { TableName, Item: { pk: 'a', n: 1 } } },
        {
          Update: {
            TableName, Key: { pk: 'b' }, UpdateExpression: 'SET n = :n',
            ExpressionAttributeValues: { ':n': 2 },
          },
        },
      ],
    });
    const { Responses } = await send(TransactGetCommand, {
      TransactItems: ['b', 'none', 'a'].map((pk) => ({ Get: { TableName, Key: { pk } } })),
    });
    assert.deepEqual(Responses, [{ Item: { pk: 'b', n: 2 } }, {}, { Item: { pk: 'a', n: 1 } }]);
  });

  test('their reasons arrive', async () => {
    await send(PutCommand, { TableName, Item: { pk: 'there', n: 1 } });
    await assert.rejects(
      client.send(new TransactWriteItemsCommand({
        TransactItems: [
          { Put: { TableName, Item: { pk: { S: 'not put' } } } },
          {
            ConditionCheck: {
              TableName, Key: { pk: { S: 'there' } }, ConditionExpression: 'n > :n',
              ExpressionAttributeValues: { ':n': { N: '5' } },
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            },
          },
        ],
      })),
      (thrown) => {
        assert.ok(thrown instanceof TransactionCanceledException);
        assert.equal(thrown.message, 'Transaction cancelled, please refer cancellation reasons for '
          + 'specific reasons [None, ConditionalCheckFailed]');
        assert.deepEqual(thrown.CancellationReasons, [
          { Code: 'None' },
          {
            Code: 'ConditionalCheckFailed', Message: 'The conditional request failed',
            Item: { pk: { S: 'there' }, n: { N: '1' } },
          },
        ]);
        return true;
      },
    );
    const { Item } = await send(GetCommand, { TableName, Key: { pk: 'not put' } });
    assert.equal(Item, undefined);
  });

  test('a token is of one transaction', async () => {
    const put = (pk) => send(TransactWriteCommand, {
      TransactItems: [{ Put: { TableName, Item: { pk } } }], ClientRequestToken: 'js-token',
    });
    await put('first');
    await put('first');
    await assert.rejects(put('second'), error('IdempotentParameterMismatchException'));
  });
});
