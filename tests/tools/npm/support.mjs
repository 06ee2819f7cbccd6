// What the tests of the tools share: clients for the endpoint in STATOR_TOOLS_ENDPOINT, tables,
// and the shape of an error.

import {
  CreateTableCommand, DescribeTableCommand, DescribeTimeToLiveCommand, DynamoDBClient,
  GetItemCommand, waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export const endpoint = process.env.STATOR_TOOLS_ENDPOINT;
if (!endpoint) throw new Error('STATOR_TOOLS_ENDPOINT is not set');

// Nothing is tried twice, so that a fault cannot hide behind a retry.
export const settings = {
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'secret' },
  maxAttempts: 1,
};

export const client = new DynamoDBClient(settings);
export const documents = DynamoDBDocumentClient.from(client, {
  marshallOptions: { removeUndefinedValues: true },
});

let numbers = 0;
export const newName = (tool) => `${tool}-${process.pid}-${++numbers}`;

const keySchema = (keys) => keys.flatMap((names, index) => [names].flat().map((AttributeName) =>
  ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })));

// Creates a table for a tool that expects one: `keys` and the keys of each index are
// [partition, sort], each a name or a list of names; strings unless `types` says otherwise.
export async function newTable(tool, keys, { global = {}, local = {}, types = {} } = {}) {
  const TableName = newName(tool);
  const keysOfAll = [keys, ...Object.values(global), ...Object.values(local)];
  const names = new Set(keysOfAll.flat(2));
  const indexes = (of) => {
    const all = Object.entries(of).map(([IndexName, index]) => ({
      IndexName, KeySchema: keySchema(index), Projection: { ProjectionType: 'ALL' },
    }));
    return all.length ? all : undefined;
  };
  await client.send(new CreateTableCommand({
    TableName,
    KeySchema: keySchema(keys),
    AttributeDefinitions: [...names].map((AttributeName) =>
      ({ AttributeName, AttributeType: types[AttributeName] ?? 'S' })),
    GlobalSecondaryIndexes: indexes(global),
    LocalSecondaryIndexes: indexes(local),
    BillingMode: 'PAY_PER_REQUEST',
  }));
  await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 30 }, { TableName });
  return TableName;
}

// What the server itself says of a table and of an item, beside the tool.
export const describe = async (TableName) =>
  (await client.send(new DescribeTableCommand({ TableName }))).Table;
export const timeToLive = async (TableName) =>
  (await client.send(new DescribeTimeToLiveCommand({ TableName }))).TimeToLiveDescription;
export const stored = async (TableName, Key) =>
  (await client.send(new GetItemCommand({ TableName, Key }))).Item;
