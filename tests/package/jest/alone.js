// The tests of every file of this suite: all write the same keys of the same table, and each must
// find what it would find alone.
const fs = require('node:fs');
const path = require('node:path');
const {
  CreateTableCommand,
  DeleteTableCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
  UpdateItemCommand,
} = require('@aws-sdk/client-dynamodb');

const TableName = 'Items';
const Key = { Id: { S: 'same' } };
const { STATOR_TEST_MEETING: meeting, STATOR_TEST_WORKERS: workers } = process.env;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

// Returns when each worker has come here once, which says which server it has.
async function meet() {
  fs.writeFileSync(path.join(meeting, `worker-${process.env.JEST_WORKER_ID}`), stator.url);
  const here = () => fs.readdirSync(meeting).filter((name) => name.startsWith('worker-')).length;
  while (here() < Number(workers)) await sleep(10);
}

module.exports = (owner) => {
  const client = new DynamoDBClient();
  const scan = async () => (await client.send(new ScanCommand({ TableName }))).Items;
  const put = (more) =>
    client.send(new PutItemCommand({ TableName, Item: { ...Key, Owner: { S: owner }, ...more } }));

  afterAll(() => client.destroy());

  test('what all workers write at the same time, each finds as it wrote it', async () => {
    await put();
    await meet();
    expect(await scan()).toEqual([{ ...Key, Owner: { S: owner } }]);
  });

  test('a counter has the increments of this test alone', async () => {
    const increment = new UpdateItemCommand({
      TableName,
      Key,
      UpdateExpression: 'ADD Visits :one',
      ExpressionAttributeValues: { ':one': { N: '1' } },
      ReturnValues: 'UPDATED_NEW',
    });
    for (let i = 0; i < 50; ++i) await client.send(increment);
    expect(await scan()).toEqual([{ ...Key, Visits: { N: '50' } }]);
  });

  test('tables are made and dropped', async () => {
    await client.send(new DeleteTableCommand({ TableName }));
    await client.send(
      new CreateTableCommand({
        TableName: 'Others',
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }],
      }),
    );
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual(['Others']);
  });

  test('and the next test has the tables that the file made, empty', async () => {
    const { TableNames } = await client.send(new ListTablesCommand({}));
    expect(TableNames).toEqual([TableName]);
    expect(await scan()).toEqual([]);
  });

  test('the clock is turned for this worker, and until the end of this file', async () => {
    const before = await stator.clock.now();
    expect(Math.abs(before - Date.now() / 1000)).toBeLessThan(3600);
    expect(await stator.clock.advance(48 * 3600)).toBeGreaterThanOrEqual(before + 48 * 3600);
    await put();
    const { Item } = await client.send(new GetItemCommand({ TableName, Key }));
    expect(Item.Owner).toEqual({ S: owner });
  });
};
