// Streams, through the client that the SDK has for them.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  DeleteItemCommand, DeleteTableCommand, DescribeTableCommand, PutItemCommand,
  TransactWriteItemsCommand, UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import {
  DescribeStreamCommand, GetRecordsCommand, GetShardIteratorCommand, ListStreamsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb-streams';
import { client, error, newTable, streams } from './support.mjs';

after(() => {
  client.destroy();
  streams.destroy();
});

const enabled = (StreamViewType) => ({ StreamEnabled: true, StreamViewType });

async function newStream(view = 'NEW_AND_OLD_IMAGES') {
  const TableName = await newTable(undefined, { StreamSpecification: enabled(view) });
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  return { TableName, StreamArn: Table.LatestStreamArn };
}

async function iteratorOf(StreamArn, more = { ShardIteratorType: 'TRIM_HORIZON' }) {
  const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
  const { ShardId } = StreamDescription.Shards.at(-1);
  const input = { StreamArn, ShardId, ...more };
  return (await streams.send(new GetShardIteratorCommand(input))).ShardIterator;
}

const read = async (StreamArn, more) => (await streams.send(
  new GetRecordsCommand({ ShardIterator: await iteratorOf(StreamArn, more) }))).Records;

const put = (TableName, Item) => client.send(new PutItemCommand({ TableName, Item }));

describe('streams', () => {
  test('show every change with both images', async () => {
    const { TableName, StreamArn } = await newStream();
    await put(TableName, { pk: { S: 'a' }, n: { N: '1' } });
    await put(TableName, { pk: { S: 'a' }, n: { N: '2' }, b: { B: Buffer.from([0, 255]) } });
    await client.send(new DeleteItemCommand({ TableName, Key: { pk: { S: 'a' } } }));
    const records = await read(StreamArn);
    assert.deepEqual(records.map((r) => r.eventName), ['INSERT', 'MODIFY', 'REMOVE']);
    const [insert, modify, remove] = records.map((r) => r.dynamodb);
    assert.deepEqual(insert.Keys, { pk: { S: 'a' } });
    assert.deepEqual(insert.NewImage, { pk: { S: 'a' }, n: { N: '1' } });
    assert.equal(insert.OldImage, undefined);
    assert.deepEqual(modify.OldImage, insert.NewImage);
    assert.deepEqual(modify.NewImage.b.B, Uint8Array.from([0, 255]));
    assert.equal(remove.NewImage, undefined);
    for (const record of records) {
      assert.equal(record.eventSource, 'aws:dynamodb');
      assert.equal(record.eventVersion, '1.1');
      assert.ok(record.dynamodb.ApproximateCreationDateTime instanceof Date);
      assert.equal(record.dynamodb.ApproximateCreationDateTime.getTime() % 1000, 0);
      assert.ok(record.dynamodb.SizeBytes > 0);
    }
    const numbers = records.map((r) => BigInt(r.dynamodb.SequenceNumber));
    assert.ok(numbers[0] < numbers[1] && numbers[1] < numbers[2]);
  });

  test('are read from a sequence number, and from the end', async () => {
    const { TableName, StreamArn } = await newStream('KEYS_ONLY');
    for (const key of ['a', 'b', 'c']) await put(TableName, { pk: { S: key } });
    const [, { dynamodb: { SequenceNumber } }] = await read(StreamArn);
    const keys = async (more) => (await read(StreamArn, more)).map((r) => r.dynamodb.Keys.pk.S);
    const at = { ShardIteratorType: 'AT_SEQUENCE_NUMBER', SequenceNumber };
    assert.deepEqual(await keys(at), ['b', 'c']);
    const behind = { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber };
    assert.deepEqual(await keys(behind), ['c']);
    assert.deepEqual(await keys({ ShardIteratorType: 'LATEST' }), []);
  });

  test('have the writes of a transaction together', async () => {
    const { TableName, StreamArn } = await newStream('NEW_IMAGE');
    await client.send(new TransactWriteItemsCommand({
      TransactItems: ['a', 'b'].map((key) => ({ Put: { TableName, Item: { pk: { S: key } } } })),
    }));
    assert.deepEqual(
      (await read(StreamArn)).map((r) => r.dynamodb.NewImage.pk.S), ['a', 'b']);
  });

  test('are listed by table, and outlive it', async () => {
    const { TableName, StreamArn } = await newStream();
    await put(TableName, { pk: { S: 'a' } });
    await client.send(new DeleteTableCommand({ TableName }));
    const { Streams } = await streams.send(new ListStreamsCommand({ TableName }));
    assert.deepEqual(Streams.map((s) => s.StreamArn), [StreamArn]);
    const { StreamDescription } = await streams.send(new DescribeStreamCommand({ StreamArn }));
    assert.equal(StreamDescription.StreamStatus, 'DISABLED');
    assert.equal((await read(StreamArn)).length, 1);
  });

  test('are enabled once and disabled once', async () => {
    const { TableName } = await newStream();
    const update = (StreamSpecification) =>
      client.send(new UpdateTableCommand({ TableName, StreamSpecification }));
    await assert.rejects(update(enabled('KEYS_ONLY')),
                         error('ValidationException', 'already has an enabled stream'));
    await update({ StreamEnabled: false });
    await assert.rejects(update({ StreamEnabled: false }),
                         error('ValidationException', 'has no stream to disable'));
  });

  test('answer with the exceptions that the SDK knows', async () => {
    const { StreamArn } = await newStream();
    const other = StreamArn.replace(/stream\/.*/, 'stream/2001-01-01T00:00:00.000');
    await assert.rejects(streams.send(new DescribeStreamCommand({ StreamArn: other })),
                         ResourceNotFoundException);
    await assert.rejects(streams.send(new GetRecordsCommand({ ShardIterator: 'x' })),
                         error('ValidationException', 'Invalid ShardIterator'));
  });
});
