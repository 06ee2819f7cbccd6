// Dynamoose: models that make their own tables, wait for them, and change them when told to.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { DynamoDB, ListTagsOfResourceCommand } from '@aws-sdk/client-dynamodb';
import dynamoose from 'dynamoose';
import { client, describe as describeTable, newName, settings, stored, timeToLive }
  from './support.mjs';

const ddb = new DynamoDB(settings);
dynamoose.aws.ddb.set(ddb);
const waitForActive = { enabled: true, check: { timeout: 30_000, frequency: 10 } };

after(() => {
  ddb.destroy();
  client.destroy();
});

const conditionFailed = { name: 'ConditionalCheckFailedException' };
// A new one for each table: a time to live becomes part of the schema of its model.
const newSchema = () => new dynamoose.Schema({
  owner: { type: String, hashKey: true },
  name: { type: String, rangeKey: true },
  breed: { type: String, index: { name: 'byBreed', type: 'global', rangeKey: 'age' } },
  age: { type: Number, default: 1 },
  rank: { type: Number, index: { name: 'byRank', type: 'local', project: ['breed'] } },
  friends: { type: Set, schema: [String] },
  toys: { type: Array, schema: [String] },
  home: { type: Object, schema: { street: String, number: Number } },
  born: Date,
  chip: Buffer,
  wild: Boolean,
  version: { type: Number, default: 0 },
}, { saveUnknown: ['tricks.*'], timestamps: true });

async function newModel(options = {}) {
  const name = newName('dynamoose');
  const model = dynamoose.model(name, newSchema());
  const table = new dynamoose.Table(name, [model], {
    throughput: 'ON_DEMAND', waitForActive, initialize: false, ...options,
  });
  await table.initialize();
  return { model, table };
}

describe('a table', () => {
  test('is created with its indexes, tags and time to live, and waited for', async () => {
    const { table } = await newModel({
      throughput: { read: 5, write: 2 }, tags: { team: 'dogs' },
      expires: { ttl: 3_600_000, attribute: 'expires' },
    });
    const described = await describeTable(table.name);
    assert.equal(described.TableStatus, 'ACTIVE');
    assert.deepEqual(described.KeySchema, [
      { AttributeName: 'owner', KeyType: 'HASH' }, { AttributeName: 'name', KeyType: 'RANGE' },
    ]);
    assert.equal(described.ProvisionedThroughput.ReadCapacityUnits, 5);
    const [global] = described.GlobalSecondaryIndexes;
    assert.deepEqual([global.IndexName, global.IndexStatus, global.Projection.ProjectionType],
      ['byBreed', 'ACTIVE', 'ALL']);
    assert.equal(global.ProvisionedThroughput.WriteCapacityUnits, 2);
    const [local] = described.LocalSecondaryIndexes;
    assert.deepEqual(local.Projection, {
      ProjectionType: 'INCLUDE', NonKeyAttributes: ['breed'],
    });
    assert.deepEqual((await timeToLive(table.name)).AttributeName, 'expires');
    const { Tags } = await client.send(
      new ListTagsOfResourceCommand({ ResourceArn: described.TableArn }));
    assert.deepEqual(Tags, [{ Key: 'team', Value: 'dogs' }]);
  });

  test('is brought up to date: throughput, indexes, tags, class, time to live', async () => {
    const { table } = await newModel({ throughput: 1, tags: { team: 'dogs', old: 'yes' } });
    const model = dynamoose.model(table.name, new dynamoose.Schema({
      owner: { type: String, hashKey: true },
      name: { type: String, rangeKey: true },
      colour: {
        type: String, index: { name: 'byColour', type: 'global', project: false },
      },
      rank: { type: Number, index: { name: 'byRank', type: 'local', project: ['breed'] } },
    }));
    const changed = new dynamoose.Table(table.name, [model], {
      throughput: { read: 3, write: 4 }, update: true, waitForActive, initialize: false,
      tags: { team: 'cats', new: 'yes' }, tableClass: 'infrequentAccess', expires: 60_000,
    });
    await changed.initialize();
    const described = await describeTable(table.name);
    assert.equal(described.ProvisionedThroughput.WriteCapacityUnits, 4);
    assert.deepEqual(described.GlobalSecondaryIndexes.map(({ IndexName }) => IndexName),
      ['byColour']);
    assert.equal(described.GlobalSecondaryIndexes[0].Projection.ProjectionType, 'KEYS_ONLY');
    assert.equal(described.TableClassSummary.TableClass, 'STANDARD_INFREQUENT_ACCESS');
    assert.equal((await timeToLive(table.name)).TimeToLiveStatus, 'ENABLED');
    const { Tags } = await client.send(
      new ListTagsOfResourceCommand({ ResourceArn: described.TableArn }));
    assert.deepEqual(Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value])),
      { team: 'cats', new: 'yes' });
  });

  test('that exists already is taken as it is', async () => {
    const { table } = await newModel();
    const { TableId } = await describeTable(table.name);
    const again = new dynamoose.Table(table.name, [dynamoose.model(table.name, newSchema())], {
      waitForActive, initialize: false,
    });
    await again.initialize();
    assert.equal((await describeTable(table.name)).TableId, TableId);
  });

  test('gives its items a time to live', async () => {
    const { model, table } = await newModel({ expires: { ttl: 60_000, attribute: 'expires' } });
    await model.create({ owner: 'ann', name: 'rex' });
    const raw = await stored(table.name, { owner: { S: 'ann' }, name: { S: 'rex' } });
    assert.ok(Math.abs(Number(raw.expires.N) - Date.now() / 1000 - 60) < 30);
  });
});

describe('an item', () => {
  let Dog;
  let name;
  before(async () => {
    const { model, table } = await newModel();
    Dog = model;
    name = table.name;
  });

  const rex = {
    owner: 'ann', name: 'rex', breed: 'collie', age: 4, rank: 7, friends: new Set(['max', 'bo']),
    toys: ['ball'], home: { street: 'Elm', number: 3 }, born: new Date(1_600_000_000_000),
    chip: Buffer.from([0, 1, 255]), wild: false, version: 0,
  };
  const known = ({ createdAt, updatedAt, ...rest }) => {
    assert.ok(createdAt instanceof Date && updatedAt instanceof Date);
    return { ...rest, chip: Buffer.from(rest.chip), friends: new Set(rest.friends) };
  };

  test('is created once, and read as it was written', async () => {
    await Dog.create(rex);
    assert.deepEqual(known({ ...await Dog.get({ owner: 'ann', name: 'rex' }) }), rex);
    await assert.rejects(Dog.create(rex), conditionFailed);
    assert.equal(await Dog.get({ owner: 'ann', name: 'nobody' }), undefined);
    const raw = await stored(name, { owner: { S: 'ann' }, name: { S: 'rex' } });
    assert.deepEqual(raw.born, { N: '1600000000000' });
    assert.deepEqual(raw.chip, { B: Uint8Array.from([0, 1, 255]) });
  });

  test('is read in part', async () => {
    await Dog.create({ ...rex, name: 'part' });
    const dog = await Dog.get({ owner: 'ann', name: 'part' },
      { attributes: ['age', 'home'], consistent: true });
    assert.deepEqual({ ...dog }, { age: 4, home: { street: 'Elm', number: 3 } });
  });

  test('is saved over another', async () => {
    const dog = await Dog.create({ ...rex, name: 'saved' });
    dog.age = 5;
    dog.toys = ['rope', 'ball'];
    await dog.save();
    const found = await Dog.get({ owner: 'ann', name: 'saved' });
    assert.deepEqual([found.age, found.toys], [5, ['rope', 'ball']]);
  });

  test('is updated: set, add, delete from a set, remove, append', async () => {
    await Dog.create({ ...rex, name: 'updated' });
    const dog = await Dog.update({ owner: 'ann', name: 'updated' }, {
      $SET: { breed: 'lab' }, $ADD: { age: 2, friends: ['zoe'], toys: 'stick' },
      $REMOVE: ['rank'],
    });
    assert.deepEqual([dog.breed, dog.age, dog.rank], ['lab', 6, undefined]);
    assert.deepEqual(dog.toys, ['ball', 'stick']);
    assert.deepEqual(new Set(dog.friends), new Set(['bo', 'max', 'zoe']));
    const next = await Dog.update({ owner: 'ann', name: 'updated' },
      { $DELETE: { friends: ['bo', 'max'] } });
    assert.deepEqual(new Set(next.friends), new Set(['zoe']));
  });

  test('is updated on a condition, with an optimistic version', async () => {
    await Dog.create({ ...rex, name: 'versioned' });
    const raise = (version) => Dog.update({ owner: 'ann', name: 'versioned' },
      { $ADD: { version: 1 } },
      { condition: new dynamoose.Condition().where('version').eq(version) });
    assert.equal((await raise(0)).version, 1);
    await assert.rejects(raise(0), conditionFailed);
  });

  test('is deleted on a condition', async () => {
    await Dog.create({ ...rex, name: 'deleted' });
    const remove = (condition) => Dog.delete({ owner: 'ann', name: 'deleted' }, { condition });
    await assert.rejects(remove(new dynamoose.Condition()
      .parenthesis(new dynamoose.Condition().where('age').lt(4).or().where('age').gt(10))
      .and().where('wild').eq(false)), conditionFailed);
    await remove(new dynamoose.Condition().where('friends').contains('max')
      .and().attribute('tricks').not().exists());
    assert.equal(await Dog.get({ owner: 'ann', name: 'deleted' }), undefined);
  });

  test('is written and read in batches', async () => {
    const dogs = Array.from({ length: 20 }, (_, age) => ({ owner: 'bat', name: `b${age}`, age }));
    const { unprocessedItems } = await Dog.batchPut(dogs);
    assert.deepEqual(unprocessedItems, []);
    const found = await Dog.batchGet([...dogs, { owner: 'bat', name: 'none' }]
      .map(({ owner, name: dog }) => ({ owner, name: dog })));
    assert.deepEqual(found.map(({ age }) => age), [...dogs.keys()]);
    assert.deepEqual(found.unprocessedKeys, []);
    await Dog.batchDelete(dogs.slice(1).map(({ owner, name: dog }) => ({ owner, name: dog })));
    assert.equal((await Dog.query('owner').eq('bat').exec()).count, 1);
  });

  test('takes part in transactions', async () => {
    const key = (dog) => ({ owner: 'tra', name: dog });
    await Dog.create({ ...key('one'), age: 1 });
    const run = (age) => dynamoose.transaction([
      Dog.transaction.create({ ...key('two'), age: 2 }),
      Dog.transaction.update(key('one'), { $ADD: { age: 1 } }),
      Dog.transaction.delete(key('three')),
      Dog.transaction.condition({ owner: 'ann', name: 'rex' },
        new dynamoose.Condition().where('age').gt(age)),
    ]);
    await assert.rejects(run(100), (thrown) => {
      assert.equal(thrown.name, 'TransactionCanceledException');
      assert.deepEqual(thrown.CancellationReasons.map(({ Code }) => Code),
        ['None', 'None', 'None', 'ConditionalCheckFailed']);
      return true;
    });
    await run(1);
    const found = await dynamoose.transaction([
      Dog.transaction.get(key('one')), Dog.transaction.get(key('two')),
    ]);
    assert.deepEqual(found.map(({ age }) => age), [2, 2]);
  });
});

describe('queries and scans', () => {
  let Dog;
  before(async () => {
    ({ model: Dog } = await newModel());
    for (let first = 0; first < 50; first += 25) {
      await Dog.batchPut(Array.from({ length: 25 }, (_, index) => first + index).map((number) => ({
        owner: `o${number % 2}`, name: `n${String(number).padStart(2, '0')}`, age: number,
        rank: 100 - number, breed: ['lab', 'pug'][number % 2], wild: number % 5 === 0,
        toys: [`t${number}`], home: { street: 'Elm', number },
      })));
    }
  });
  const agesOf = (found) => found.map(({ age }) => age);

  test('go through partitions, limited, sorted, counted', async () => {
    const all = await Dog.query('owner').eq('o0').exec();
    assert.deepEqual(agesOf(all), Array.from({ length: 25 }, (_, index) => 2 * index));
    const last = await Dog.query('owner').eq('o0').sort('descending').limit(2).exec();
    assert.deepEqual(agesOf(last), [48, 46]);
    const { count } = await Dog.query('owner').eq('o1').where('name').ge('n40').count().exec();
    assert.equal(count, 5);
  });

  test('take each range of the sort key', async () => {
    const at = async (build) =>
      agesOf(await build(Dog.query('owner').eq('o0').where('name')).exec());
    assert.deepEqual(await at((name) => name.beginsWith('n1')), [10, 12, 14, 16, 18]);
    assert.deepEqual(await at((name) => name.between('n02', 'n06')), [2, 4, 6]);
    assert.deepEqual(await at((name) => name.lt('n04')), [0, 2]);
    assert.deepEqual(await at((name) => name.gt('n46')), [48]);
    assert.deepEqual(await at((name) => name.eq('n08')), [8]);
  });

  test('take indexes, and filter', async () => {
    const pugs = await Dog.query('breed').eq('pug').using('byBreed').where('age').ge(45).exec();
    assert.deepEqual(agesOf(pugs), [45, 47, 49]);
    const ranks = await Dog.query('owner').eq('o0').using('byRank').where('rank').le(54)
      .attributes(['name', 'rank']).exec();
    assert.deepEqual(ranks.map(({ name }) => name), ['n48', 'n46']);
    const wild = await Dog.query('owner').eq('o0').filter('wild').eq(true)
      .and().filter('age').in([0, 10, 20, 22, 25]).and().filter('breed').contains('a').exec();
    assert.deepEqual(agesOf(wild), [0, 10, 20]);
    const other = await Dog.query('owner').eq('o0').filter('age').not().ge(4).exec();
    assert.deepEqual(agesOf(other), [0, 2]);
  });

  test('page by the last key', async () => {
    const pages = [];
    let key;
    do {
      const query = Dog.query('breed').eq('lab').using('byBreed').limit(10);
      const page = await (key ? query.startAt(key) : query).exec();
      pages.push(agesOf(page));
      key = page.lastKey;
    } while (key);
    assert.deepEqual(pages.flat(), Array.from({ length: 25 }, (_, index) => 2 * index));
    const { length } = await Dog.query('breed').eq('lab').using('byBreed').limit(10).all().exec();
    assert.equal(length, 25);
  });

  test('scan, filtered and in parallel', async () => {
    const old = await Dog.scan('age').gt(46).and().where('rank').exists().exec();
    assert.deepEqual(agesOf(old).toSorted(), [47, 48, 49]);
    assert.equal(old.scannedCount, 50);
    const whole = await Dog.scan().parallel(4).all().exec();
    assert.deepEqual(agesOf(whole).toSorted((a, b) => a - b), [...Array(50).keys()]);
    const { count } = await Dog.scan({ wild: true }).count().exec();
    assert.equal(count, 10);
  });
});
