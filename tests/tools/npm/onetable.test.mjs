// OneTable: a schema of models in one table, which it creates, changes and deletes.

import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { waitUntilTableNotExists } from '@aws-sdk/client-dynamodb';
import { Dynamo } from 'dynamodb-onetable/Dynamo';
import { Table } from 'dynamodb-onetable';
import { client, describe as describeTable, newName, stored, timeToLive } from './support.mjs';

after(() => client.destroy());

const schema = {
  format: 'onetable:1.1.0',
  version: '0.0.1',
  indexes: {
    primary: { hash: 'pk', sort: 'sk' },
    gs1: { hash: 'gs1pk', sort: 'gs1sk', follow: true },
    gs2: { hash: 'gs2pk', sort: 'balance', project: ['pk', 'sk', 'email'] },
    ls1: { sort: 'id', type: 'local', project: 'keys' },
  },
  models: {
    Account: {
      pk: { type: String, value: 'account:${name}' },
      sk: { type: String, value: 'account:' },
      id: { type: String, generate: 'ulid' },
      name: { type: String, required: true },
      plan: { type: String, enum: ['free', 'paid'], default: 'free' },
      seats: { type: Number, default: 0 },
    },
    User: {
      pk: { type: String, value: 'account:${account}' },
      sk: { type: String, value: 'user:${email}' },
      gs1pk: { type: String, value: 'email:${email}' },
      gs1sk: { type: String, value: 'user:' },
      gs2pk: { type: String, value: 'role:${role}' },
      id: { type: String, generate: 'ulid' },
      account: { type: String, required: true },
      email: { type: String, required: true },
      role: { type: String, enum: ['user', 'admin'], default: 'user' },
      balance: { type: Number, default: 0 },
      tags: { type: Set },
      history: { type: Array, default: [] },
      address: { type: Object, schema: { street: { type: String }, zip: { type: String } } },
      born: { type: Date },
      expires: { type: Date, ttl: true },
      version: { type: Number, default: 0 },
    },
    Member: {
      pk: { type: String, value: 'member:${name}' },
      sk: { type: String, value: 'member:' },
      name: { type: String, required: true },
      phone: { type: String, unique: true },
    },
  },
  params: { isoDates: true, timestamps: true },
};

const newDatabase = () => {
  const table = new Table({
    client: new Dynamo({ client }), name: newName('onetable'), schema, partial: true,
  });
  return { table, Account: table.getModel('Account'), User: table.getModel('User') };
};

describe('a table', () => {
  test('is created, waited for, given a time to live, changed and deleted', async () => {
    const { table } = newDatabase();
    await table.createTable({
      TimeToLiveSpecification: { AttributeName: 'expires', Enabled: true },
    });
    const described = await describeTable(table.name);
    assert.equal(described.TableStatus, 'ACTIVE');
    assert.equal(described.BillingModeSummary.BillingMode, 'PAY_PER_REQUEST');
    assert.deepEqual(described.GlobalSecondaryIndexes
      .map(({ IndexName, Projection }) => [IndexName, Projection]).toSorted(), [
      ['gs1', { ProjectionType: 'ALL' }],
      ['gs2', { ProjectionType: 'INCLUDE', NonKeyAttributes: ['email'] }],
    ]);
    assert.equal(described.LocalSecondaryIndexes[0].Projection.ProjectionType, 'KEYS_ONLY');
    assert.deepEqual(
      described.AttributeDefinitions.find(({ AttributeName }) => AttributeName === 'balance'),
      { AttributeName: 'balance', AttributeType: 'N' });
    assert.equal((await timeToLive(table.name)).AttributeName, 'expires');
    assert.deepEqual((await table.describeTable()).Table.TableArn, described.TableArn);
    assert.equal(await table.exists(), true);

    await table.updateTable({ remove: { name: 'gs1' } });
    const indexes = async () => (await describeTable(table.name)).GlobalSecondaryIndexes
      .map(({ IndexName }) => IndexName).toSorted();
    assert.deepEqual(await indexes(), ['gs2']);
    await table.updateTable({ create: { name: 'gs3', hash: 'gs3pk', sort: 'gs3sk' } });
    assert.deepEqual(await indexes(), ['gs2', 'gs3']);

    await table.deleteTable('DeleteTableForever');
    await waitUntilTableNotExists({ client, minDelay: 1, maxWaitTime: 30 },
      { TableName: table.name });
    assert.equal(await table.exists(), false);
  });

  test('is provisioned, and its throughput changed', async () => {
    const { table } = newDatabase();
    await table.createTable({ provisioned: { ReadCapacityUnits: 2, WriteCapacityUnits: 3 } });
    await table.updateTable({ provisioned: { ReadCapacityUnits: 4, WriteCapacityUnits: 5 } });
    const { ProvisionedThroughput, GlobalSecondaryIndexes } = await describeTable(table.name);
    assert.equal(ProvisionedThroughput.WriteCapacityUnits, 5);
    assert.equal(GlobalSecondaryIndexes[0].ProvisionedThroughput.ReadCapacityUnits, 2);
  });
});

const conditionFailed = { code: 'ConditionalCheckFailedException' };
const withoutTimes = ({ created, updated, id, ...rest }) => rest;

describe('a model', () => {
  let table;
  let Account;
  let User;
  beforeEach(async () => {
    ({ table, Account, User } = newDatabase());
    await table.createTable();
  });
  const key = { account: 'acme', email: 'ann@acme.example' };
  const ann = {
    ...key, role: 'admin', balance: 10, tags: new Set(['a', 'b']), history: ['joined'],
    address: { street: 'Elm', zip: '1' }, born: new Date('2000-01-02T03:04:05.000Z'), version: 0,
  };

  test('is created once, and read as it was written', async () => {
    const created = await User.create(ann);
    assert.match(created.id, /^[0-9A-Z]{26}$/);
    const found = await User.get(key);
    assert.deepEqual(withoutTimes(found), ann);
    assert.equal(found.id, created.id);
    await assert.rejects(User.create(ann), conditionFailed);
    assert.equal(await User.get({ ...key, email: 'nobody' }), undefined);
    const raw = await stored(table.name,
      { pk: { S: 'account:acme' }, sk: { S: 'user:ann@acme.example' } });
    assert.deepEqual([raw._type, raw.born, raw.tags],
      [{ S: 'User' }, { S: '2000-01-02T03:04:05.000Z' }, { SS: ['a', 'b'] }]);
  });

  test('is replaced when it may exist', async () => {
    await User.create(ann);
    await User.create({ ...key, balance: 1 }, { exists: null });
    assert.equal((await User.get(key)).role, 'user');
  });

  test('is updated: properties, add, push, delete from a set, remove, set', async () => {
    await User.create(ann);
    await User.update({ ...key, balance: 20, address: { zip: '2' } });
    await User.update(key, {
      add: { balance: 5, version: 1 }, push: { history: ['paid'] },
      delete: { tags: new Set(['b']) },
    });
    const found = await User.update(key, {
      remove: ['born'], set: { role: '{user}', 'history[0]': '{signed up}' },
    });
    assert.deepEqual(withoutTimes(found), {
      ...key, role: 'user', balance: 25, tags: new Set(['a']), history: ['signed up', 'paid'],
      address: { street: 'Elm', zip: '2' }, version: 1,
    });
    await assert.rejects(User.update({ ...key, email: 'nobody', balance: 1 }), conditionFailed);
  });

  test('is updated where a condition holds', async () => {
    await User.create(ann);
    const raise = (version) => User.update(key, {
      add: { version: 1 }, where: '${version} = {' + version + '}',
    });
    assert.equal((await raise(0)).version, 1);
    await assert.rejects(raise(0), conditionFailed);
  });

  test('is upserted', async () => {
    for (const balance of [3, 4]) {
      assert.equal((await User.upsert({ ...key, balance })).balance, balance);
    }
    assert.equal((await User.find({ account: 'acme' })).length, 1);
  });

  test('is removed, and gives back what it was', async () => {
    await User.create(ann);
    const removed = await User.remove(key);
    assert.equal(removed.balance, 10);
    assert.equal(await User.remove(key), undefined);
    await assert.rejects(User.remove(key, { exists: true }), conditionFailed);
  });

  test('has unique attributes, kept in transactions', async () => {
    const Member = table.getModel('Member');
    await Member.create({ name: 'ann', phone: '1' });
    await assert.rejects(Member.create({ name: 'bob', phone: '1' }), { code: 'UniqueError' });
    await Member.create({ name: 'bob', phone: '2' });
    await assert.rejects(Member.update({ name: 'bob', phone: '1' }), { code: 'UniqueError' });
    await Member.update({ name: 'bob', phone: '3' });
    await Member.create({ name: 'cy', phone: '2' });
    await Member.remove({ name: 'ann' });
    await Member.update({ name: 'cy', phone: '1' });
    assert.equal((await Member.get({ name: 'cy' })).phone, '1');
  });

  test('is read and written in batches', async () => {
    const batch = {};
    await Account.create({ name: 'acme' }, { batch });
    for (let number = 0; number < 20; ++number) {
      await User.create({ account: 'acme', email: `u${number}`, balance: number }, { batch });
    }
    assert.equal(await table.batchWrite(batch), true);
    const read = {};
    await Account.get({ name: 'acme' }, { batch: read });
    await User.get({ account: 'acme', email: 'u7' }, { batch: read });
    const { Account: accounts, User: users } = table.groupByType(
      await table.batchGet(read, { parse: true, hidden: true, consistent: true }));
    assert.deepEqual([accounts[0].name, users[0].balance], ['acme', 7]);
  });

  test('takes part in transactions', async () => {
    await Account.create({ name: 'acme' });
    const invite = async (email, seats) => {
      const transaction = {};
      await User.create({ account: 'acme', email }, { transaction });
      await Account.update({ name: 'acme' }, {
        transaction, add: { seats: 1 }, where: '${seats} < {' + seats + '}',
      });
      await table.transact('write', transaction);
    };
    await invite('ann', 1);
    await assert.rejects(invite('bob', 1), (thrown) => {
      assert.deepEqual(thrown.context.err.CancellationReasons.map(({ Code }) => Code),
        ['None', 'ConditionalCheckFailed']);
      return true;
    });
    assert.equal(await User.get({ account: 'acme', email: 'bob' }), undefined);
    const transaction = {};
    await Account.get({ name: 'acme' }, { transaction });
    await User.get({ account: 'acme', email: 'ann' }, { transaction });
    const found = await table.transact('get', transaction, { parse: true, hidden: true });
    assert.deepEqual([found[0].seats, found[1].email], [1, 'ann']);
  });
});

describe('queries and scans', () => {
  let table;
  let Account;
  let User;
  before(async () => {
    ({ table, Account, User } = newDatabase());
    await table.createTable();
    await Account.create({ name: 'acme' });
    await Account.create({ name: 'bolt' });
    for (let first = 0; first < 30; first += 15) {
      const batch = {};
      for (let number = first; number < first + 15; ++number) {
        await User.create({
          account: number < 20 ? 'acme' : 'bolt', email: `u${String(number).padStart(2, '0')}`,
          balance: number, role: number % 3 ? 'user' : 'admin',
        }, { batch });
      }
      await table.batchWrite(batch);
    }
  });
  const emailsOf = (found) => found.map(({ email }) => email);

  test('find by key, range and filter', async () => {
    assert.equal((await User.find({ account: 'acme' })).length, 20);
    const begun = await User.find({ account: 'acme', sk: { begins: 'user:u1' } });
    assert.deepEqual(emailsOf(begun), Array.from({ length: 10 }, (_, index) => `u1${index}`));
    const admins = await User.find({ account: 'acme', role: 'admin' },
      { where: '${balance} > {9} and ${balance} <= {15}', fields: ['email'] });
    assert.deepEqual(admins.map((user) => ({ ...user })), [{ email: 'u12' }, { email: 'u15' }]);
    const { count } = await User.find({ account: 'bolt' }, { count: true });
    assert.equal(count, 10);
  });

  test('find through indexes', async () => {
    assert.equal((await User.get({ email: 'u07' }, { index: 'gs1', follow: true })).balance, 7);
    const rich = await User.find({ role: 'admin', balance: { '>=': 24 } }, { index: 'gs2' });
    assert.deepEqual(emailsOf(rich), ['u24', 'u27']);
    const poor = await User.find({ role: 'admin', balance: { between: [3, 9] } },
      { index: 'gs2', reverse: true });
    assert.deepEqual(emailsOf(poor), ['u09', 'u06', 'u03']);
    const [{ id }] = await User.find({ account: 'acme', email: 'u03' });
    const local = await table.queryItems({ pk: 'account:acme', id }, { index: 'ls1' });
    assert.equal(local.length, 1);
  });

  test('page forwards and backwards', async () => {
    const pages = [];
    let next;
    do {
      const page = await User.find({ account: 'acme' }, { limit: 6, next });
      pages.push(page);
      ({ next } = page);
    } while (next);
    assert.deepEqual(pages.map((page) => page.length).filter((length) => length), [6, 6, 6, 2]);
    const back = await User.find({ account: 'acme' }, { limit: 6, prev: pages[2].prev });
    assert.deepEqual(emailsOf(back), emailsOf(pages[1]));
  });

  test('query all models of a partition', async () => {
    const items = await table.queryItems({ pk: 'account:bolt' }, { parse: true, hidden: true });
    const groups = table.groupByType(items);
    assert.deepEqual([groups.Account.length, groups.User.length], [1, 10]);
    const fetched = await table.fetch(['Account', 'User'], { pk: 'account:bolt' });
    assert.deepEqual([fetched.Account.length, fetched.User.length], [1, 10]);
  });

  test('scan, in segments', async () => {
    const scanned = await User.scan({}, { where: '${balance} >= {28}' });
    assert.deepEqual(emailsOf(scanned).toSorted(), ['u28', 'u29']);
    const segments = await Promise.all([0, 1, 2].map((segment) =>
      User.scan({}, { segments: 3, segment })));
    assert.equal(new Set(segments.flatMap(emailsOf)).size, 30);
  });
});
