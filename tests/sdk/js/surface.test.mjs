// Time to live, tags, limits, and the reads of what cannot exist.

import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import {
  BackupNotFoundException, DescribeBackupCommand, DescribeContinuousBackupsCommand,
  DescribeContributorInsightsCommand, DescribeEndpointsCommand, DescribeExportCommand,
  DescribeGlobalTableCommand, DescribeGlobalTableSettingsCommand, DescribeImportCommand,
  DescribeKinesisStreamingDestinationCommand, DescribeLimitsCommand, DescribeTableCommand,
  DescribeTableReplicaAutoScalingCommand, DescribeTimeToLiveCommand, ExportNotFoundException,
  GetItemCommand, GetResourcePolicyCommand, GlobalTableNotFoundException,
  ImportNotFoundException, ListBackupsCommand, ListContributorInsightsCommand,
  ListExportsCommand, ListGlobalTablesCommand, ListImportsCommand, ListTagsOfResourceCommand,
  PolicyNotFoundException, PutItemCommand, TableNotFoundException, TagResourceCommand,
  UntagResourceCommand, UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { setTimeout } from 'node:timers/promises';
import { client, error, newTable } from './support.mjs';

after(() => client.destroy());

const send = (Command, input = {}) => client.send(new Command(input));

async function until(condition) {
  for (let tries = 0; !(await condition()); ++tries) {
    assert.ok(tries < 600);
    await setTimeout(50);
  }
}

describe('time to live', () => {
  test('deletes what has expired', async () => {
    const TableName = await newTable();
    const TimeToLiveSpecification = { Enabled: true, AttributeName: 'expires' };
    const updated = await send(UpdateTimeToLiveCommand, { TableName, TimeToLiveSpecification });
    assert.deepEqual(updated.TimeToLiveSpecification, TimeToLiveSpecification);
    await until(async () => {
      const described = await send(DescribeTimeToLiveCommand, { TableName });
      return described.TimeToLiveDescription.TimeToLiveStatus === 'ENABLED';
    });
    await assert.rejects(
      send(UpdateTimeToLiveCommand, { TableName, TimeToLiveSpecification }),
      error('ValidationException', 'TimeToLive is already enabled'),
    );
    const expires = { N: String(Math.floor(Date.now() / 1000) - 5) };
    await send(PutItemCommand, { TableName, Item: { pk: { S: 'a' }, expires } });
    await until(async () =>
      !(await send(GetItemCommand, { TableName, Key: { pk: { S: 'a' } } })).Item);
  });
});

describe('tags', () => {
  test('are set, listed and removed', async () => {
    const TableName = await newTable();
    const { Table } = await send(DescribeTableCommand, { TableName });
    const ResourceArn = Table.TableArn;
    const Tags = [{ Key: 'a', Value: '1' }, { Key: 'ü', Value: '' }];
    await send(TagResourceCommand, { ResourceArn, Tags });
    assert.deepEqual((await send(ListTagsOfResourceCommand, { ResourceArn })).Tags, Tags);
    await send(UntagResourceCommand, { ResourceArn, TagKeys: ['a'] });
    assert.deepEqual((await send(ListTagsOfResourceCommand, { ResourceArn })).Tags, [Tags[1]]);
  });
});

describe('reads of what cannot exist', () => {
  test('of a table', async () => {
    const TableName = await newTable();
    const { Table } = await send(DescribeTableCommand, { TableName });
    const backups = await send(DescribeContinuousBackupsCommand, { TableName });
    assert.equal(backups.ContinuousBackupsDescription.ContinuousBackupsStatus, 'ENABLED');
    const insights = await send(DescribeContributorInsightsCommand, { TableName });
    assert.equal(insights.ContributorInsightsStatus, 'DISABLED');
    const kinesis = await send(DescribeKinesisStreamingDestinationCommand, { TableName });
    assert.deepEqual(kinesis.KinesisDataStreamDestinations, []);
    const scaling = await send(DescribeTableReplicaAutoScalingCommand, { TableName });
    assert.deepEqual(scaling.TableAutoScalingDescription.Replicas, []);
    await assert.rejects(
      send(GetResourcePolicyCommand, { ResourceArn: Table.TableArn }), PolicyNotFoundException,
    );
  });

  test('lists are empty', async () => {
    assert.deepEqual((await send(ListBackupsCommand)).BackupSummaries, []);
    assert.deepEqual((await send(ListExportsCommand)).ExportSummaries, []);
    assert.deepEqual((await send(ListImportsCommand)).ImportSummaryList, []);
    assert.deepEqual((await send(ListGlobalTablesCommand)).GlobalTables, []);
    const insights = await send(ListContributorInsightsCommand);
    assert.deepEqual(insights.ContributorInsightsSummaries, []);
  });

  test('what does not exist is not found', async () => {
    const arn = 'arn:aws:dynamodb:us-east-1:000000000000:table/none/backup/01489602797149-73d8d5';
    await assert.rejects(send(DescribeBackupCommand, { BackupArn: arn }), BackupNotFoundException);
    await assert.rejects(send(DescribeExportCommand, { ExportArn: arn }), ExportNotFoundException);
    await assert.rejects(send(DescribeImportCommand, { ImportArn: arn }), ImportNotFoundException);
    await assert.rejects(
      send(DescribeGlobalTableCommand, { GlobalTableName: 'none' }), GlobalTableNotFoundException,
    );
    await assert.rejects(
      send(DescribeGlobalTableSettingsCommand, { GlobalTableName: 'none' }),
      GlobalTableNotFoundException,
    );
    await assert.rejects(
      send(DescribeContinuousBackupsCommand, { TableName: 'none' }), TableNotFoundException,
    );
  });
});

describe('the account', () => {
  test('has limits and an endpoint', async () => {
    assert.equal((await send(DescribeLimitsCommand)).TableMaxReadCapacityUnits, 40_000);
    const { Endpoints } = await send(DescribeEndpointsCommand);
    assert.equal(Endpoints[0].Address, new URL(process.env.STATOR_SDK_ENDPOINT).host);
  });
});
