// PartiQL, through the client and the document client.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DuplicateItemException, ExecuteStatementCommand as PlainCommand }
  from '@aws-sdk/client-dynamodb';
import { BatchExecuteStatementCommand, ExecuteStatementCommand, ExecuteTransactionCommand }
  from '@aws-sdk/lib-dynamodb';
import { client, documents, error, exactDocuments, newTable } from './support.mjs';

after(() => {
  client.destroy();
  exactDocuments.destroy();
});

const execute = (Statement, ...Parameters) => documents.send(
  new ExecuteStatementCommand({ Statement, ...(Parameters.length > 0 && { Parameters }) }));

describe('statements', () => {
  let table;
  before(async () => {
    table = `"${await newTable('N')}"`;
    for (const sk of [1, 2, 3]) {
      await execute(`INSERT INTO ${table} VALUE {'pk': 'a', 'sk': ?, 'tags': ?}`, sk, ['x', sk]);
    }
  });

  test('select items', async () => {
    const { Items } = await execute(
      `SELECT sk, tags FROM ${table} WHERE pk = ? AND sk IN [3, 1]`, 'a');
    assert.deepEqual(Items, [{ sk: 3, tags: ['x', 3] }, { sk: 1, tags: ['x', 1] }]);
  });

  test('update items', async () => {
    const { Items } = await execute(
      `UPDATE ${table} SET n = ? WHERE pk = 'a' AND sk = 2 RETURNING MODIFIED NEW *`, 7);
    assert.deepEqual(Items, [{ n: 7 }]);
  });

  test('go on where a page ended', async () => {
    const Statement = `SELECT sk FROM ${table} WHERE pk = 'a'`;
    const first = await client.send(new PlainCommand({ Statement, Limit: 2 }));
    const second = await client.send(new PlainCommand({ Statement, NextToken: first.NextToken }));
    assert.deepEqual(second.Items, [{ sk: { N: '3' } }]);
    assert.equal(second.NextToken, undefined);
  });

  test('are refused with the exceptions of the service', async () => {
    await assert.rejects(execute(`INSERT INTO ${table} VALUE {'pk': 'a', 'sk': 1}`),
      (thrown) => thrown instanceof DuplicateItemException);
    await assert.rejects(execute('garbage'), error('ValidationException',
      "Statement wasn't well formed, can't be processed: Expected data manipulation"));
  });

  test('run in batches', async () => {
    const { Responses } = await documents.send(new BatchExecuteStatementCommand({
      Statements: [
        { Statement: `SELECT sk FROM ${table} WHERE pk = ? AND sk = ?`, Parameters: ['a', 1] },
        { Statement: `SELECT sk FROM ${table} WHERE pk = ? AND sk = ?`, Parameters: ['a', 9] },
        { Statement: 'garbage' },
      ],
    }));
    assert.deepEqual(Responses[0].Item, { sk: 1 });
    assert.equal(Responses[1].Item, undefined);
    assert.equal(Responses[2].Error.Code, 'ValidationError');
  });

  test('run in transactions', async () => {
    await documents.send(new ExecuteTransactionCommand({
      TransactStatements: [
        { Statement: `EXISTS(SELECT * FROM ${table} WHERE pk = 'a' AND sk = 1)` },
        { Statement: `INSERT INTO ${table} VALUE {'pk': ?, 'sk': ?}`, Parameters: ['b', 1] },
      ],
    }));
    const { Responses } = await documents.send(new ExecuteTransactionCommand({
      TransactStatements: [
        { Statement: `SELECT * FROM ${table} WHERE pk = ? AND sk = ?`, Parameters: ['b', 1] },
      ],
    }));
    assert.deepEqual(Responses, [{ Item: { pk: 'b', sk: 1 } }]);
  });
});
