// What the tests of the JavaScript SDK share: clients for the endpoint in STATOR_SDK_ENDPOINT,
// tables, and the shape of an error.

import { DynamoDBClient, waitUntilTableExists, CreateTableCommand }
  from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

// Nothing is tried twice, so that a fault cannot hide behind a retry.
export const newClient = (Client = DynamoDBClient) => new Client({
  endpoint: process.env.STATOR_SDK_ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'secret' },
  maxAttempts: 1,
});

export const client = newClient();
export const streams = newClient(DynamoDBStreamsClient);
export const documents = DynamoDBDocumentClient.from(client);
// Numbers as NumberValue, exact. A client of its own: the options stay with the one given.
export const exactDocuments = DynamoDBDocumentClient.from(newClient(), {
  unmarshallOptions: { wrapNumbers: true },
});

export const waiting = { client, minDelay: 1, maxWaitTime: 30 };

let numbers = 0;
export const newName = () => `js-${process.pid}-${++numbers}`;

// Creates a table of partition key pk (S) and, with `sortType`, sort key sk; returns its name.
export async function newTable(sortType, more = {}) {
  const TableName = newName();
  const keys = [['pk', 'S', 'HASH']];
  if (sortType) keys.push(['sk', sortType, 'RANGE']);
  await client.send(new CreateTableCommand({
    TableName,
    KeySchema: keys.map(([AttributeName, , KeyType]) => ({ AttributeName, KeyType })),
    AttributeDefinitions:
      keys.map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType })),
    BillingMode: 'PAY_PER_REQUEST',
    ...more,
  }));
  await waitUntilTableExists(waiting, { TableName });
  return TableName;
}

// For assert.rejects: an error of this name whose message holds `text`.
export const error = (name, text = '') => (thrown) => {
  if (thrown.name !== name || !thrown.message.includes(text)) {
    throw new Error(`${thrown.name}: ${thrown.message}, not ${name}: ${text}`, { cause: thrown });
  }
  return true;
};
