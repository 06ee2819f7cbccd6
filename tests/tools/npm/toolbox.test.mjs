// dynamodb-toolbox: entities of one table, with its commands for items, queries, scans, batches
// and transactions, and an index of several key attributes.

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import {
  $add, $append, $delete, $get, $prepend, $remove, $set, $subtract, $sum,
  BatchDeleteRequest, BatchGetCommand, BatchGetRequest, BatchPutRequest, BatchWriteCommand,
  ConditionCheck, DeleteItemCommand, DeletePartitionCommand, DeleteTransaction, Entity,
  GetItemCommand, GetTransaction, PutItemCommand, PutTransaction, QueryCommand, ScanCommand, Table,
  UpdateAttributesCommand, UpdateItemCommand, UpdateTransaction, any, executeBatchGet,
  executeBatchWrite, executeTransactGet, executeTransactWrite, isConditionCheckFailed,
  isTransactionCancelled, item, list, map, number, prefix, record, set, string,
} from 'dynamodb-toolbox';
import { client, documents, newTable, stored } from './support.mjs';

after(() => client.destroy());

let table;
let pokemons;
let trainers;

beforeEach(async () => {
  const name = await newTable('toolbox', ['pk', 'sk'], {
    global: { byType: ['type', 'level'], byPlace: [['region', 'town'], ['level', 'nick']] },
    local: { byLevel: ['pk', 'level'] },
    types: { level: 'N' },
  });
  table = new Table({
    name, documentClient: documents,
    partitionKey: { name: 'pk', type: 'string' }, sortKey: { name: 'sk', type: 'string' },
    indexes: {
      byType: {
        type: 'global', partitionKey: { name: 'type', type: 'string' },
        sortKey: { name: 'level', type: 'number' },
      },
      byPlace: {
        type: 'global',
        partitionKeys: [{ name: 'region', type: 'string' }, { name: 'town', type: 'string' }],
        sortKeys: [{ name: 'level', type: 'number' }, { name: 'nick', type: 'string' }],
      },
      byLevel: { type: 'local', sortKey: { name: 'level', type: 'number' } },
    },
  });
  pokemons = new Entity({
    name: 'Pokemon', table,
    schema: item({
      trainer: string().key().savedAs('pk').transform(prefix('TRAINER')),
      name: string().key().savedAs('sk').transform(prefix('POKEMON')),
      type: string().enum('fire', 'water', 'grass'),
      level: number().default(1),
      moves: set(string()).optional(),
      history: list(string()).default([]),
      stats: map({ speed: number(), power: number().optional() }).optional(),
      badges: record(string(), number()).optional(),
      region: string().optional(),
      town: string().optional(),
      nick: string().optional(),
      extra: any().optional(),
      version: number().default(0),
    }),
  });
  trainers = new Entity({
    name: 'Trainer', table, timestamps: false,
    schema: item({
      trainer: string().key().savedAs('pk').transform(prefix('TRAINER')),
      kind: string().key().savedAs('sk').default('PROFILE'),
      coins: number(),
    }),
  });
});

const put = (values, options = {}) =>
  pokemons.build(PutItemCommand).item(values).options(options).send();
const get = async (name, options = {}) => (await pokemons.build(GetItemCommand)
  .key({ trainer: 'ash', name }).options(options).send()).Item;
const update = (values, options = {}) => pokemons.build(UpdateItemCommand)
  .item({ trainer: 'ash', ...values }).options(options).send();
const pikachu = {
  trainer: 'ash', name: 'pikachu', type: 'fire', level: 10, moves: new Set(['bolt', 'tail']),
  history: ['found'], stats: { speed: 90, power: 55 }, badges: { rock: 1 }, version: 1,
};
const without = ({ created, modified, ...rest }) => rest;

describe('an item', () => {
  test('is put once, and read as it was written', async () => {
    const condition = { attr: 'trainer', exists: false };
    await put(pikachu, { condition });
    assert.deepEqual(without(await get('pikachu')), pikachu);
    await assert.rejects(put(pikachu, { condition }), (thrown) => isConditionCheckFailed(thrown));
    const raw = await stored(table.tableName, {
      pk: { S: 'TRAINER#ash' }, sk: { S: 'POKEMON#pikachu' },
    });
    assert.deepEqual(raw._et, { S: 'Pokemon' });
    assert.deepEqual(raw.badges, { M: { rock: { N: '1' } } });
    assert.deepEqual(raw.moves, { SS: ['bolt', 'tail'] });
  });

  test('shows what a put replaced, and what a failed condition met', async () => {
    await put(pikachu);
    const { Attributes } = await put({ ...pikachu, level: 11 }, { returnValues: 'ALL_OLD' });
    assert.equal(Attributes.level, 10);
    await assert.rejects(
      put(pikachu, {
        condition: { and: [{ attr: 'level', lt: 11 }, { attr: 'moves', contains: 'bolt' }] },
        returnValuesOnConditionFalse: 'ALL_OLD',
      }),
      (thrown) => isConditionCheckFailed(thrown) && thrown.Item.level.N === '11');
  });

  test('is read in part', async () => {
    await put(pikachu);
    const Item = await get('pikachu', {
      consistent: true, attributes: ['level', 'stats.speed', 'history[0]', "badges['rock']"],
    });
    assert.deepEqual(Item, {
      level: 10, stats: { speed: 90 }, history: ['found'], badges: { rock: 1 },
    });
    assert.equal(await get('nobody'), undefined);
  });

  test('is updated by each extension', async () => {
    await put(pikachu);
    const { Attributes } = await update({
      name: 'pikachu',
      level: $sum($get('level'), 5),
      moves: $add(new Set(['wave'])),
      history: $append(['trained', 'fought']),
      stats: { speed: $subtract($get('stats.speed'), 10), power: $remove() },
      badges: { wave: $get('stats.speed', 7), rock: $add(2) },
      version: $add(1),
    }, { returnValues: 'ALL_NEW' });
    assert.deepEqual(without(Attributes), {
      ...pikachu, level: 15, moves: new Set(['bolt', 'tail', 'wave']),
      history: ['found', 'trained', 'fought'], stats: { speed: 80 },
      badges: { rock: 3, wave: 90 }, version: 2,
    });
    await update({
      name: 'pikachu', moves: $delete(new Set(['bolt', 'tail'])), history: $prepend(['hatched']),
      stats: $set({ speed: 1 }), extra: $set({ deep: [1, { er: 'x' }] }), badges: $remove(),
    });
    const next = await get('pikachu');
    assert.deepEqual(next.moves, new Set(['wave']));
    assert.deepEqual(next.history, ['hatched', 'found', 'trained', 'fought']);
    assert.deepEqual([next.stats, next.badges, next.extra],
      [{ speed: 1 }, undefined, { deep: [1, { er: 'x' }] }]);
    await update({ name: 'pikachu', history: { 1: 'caught', 3: $remove() } });
    assert.deepEqual((await get('pikachu')).history, ['hatched', 'caught', 'trained']);
  });

  test('is updated by whole attributes, and only if it is there', async () => {
    await put(pikachu);
    const { Attributes } = await pokemons.build(UpdateAttributesCommand)
      .item({ trainer: 'ash', name: 'pikachu', stats: { speed: 5 }, level: 12 })
      .options({ returnValues: 'UPDATED_NEW' }).send();
    assert.deepEqual(without(Attributes), { stats: { speed: 5 }, level: 12 });
    await assert.rejects(
      update({ name: 'mew', type: 'water' }, { condition: { attr: 'name', exists: true } }),
      (thrown) => isConditionCheckFailed(thrown));
  });

  test('keeps an optimistic version', async () => {
    await put(pikachu);
    const raise = (version) => update({ name: 'pikachu', version: $add(1) },
      { condition: { attr: 'version', eq: version }, returnValues: 'UPDATED_NEW' });
    assert.equal((await raise(1)).Attributes.version, 2);
    await assert.rejects(raise(1), (thrown) => isConditionCheckFailed(thrown));
  });

  test('counts for many at once', async () => {
    await put(pikachu);
    await Promise.all(Array.from({ length: 50 }, () =>
      update({ name: 'pikachu', level: $add(1) })));
    assert.equal((await get('pikachu')).level, 60);
  });

  test('is deleted on a condition', async () => {
    await put(pikachu);
    const remove = (options) => pokemons.build(DeleteItemCommand)
      .key({ trainer: 'ash', name: 'pikachu' }).options(options).send();
    await assert.rejects(
      remove({ condition: { not: { attr: 'type', in: ['fire', 'water'] } } }),
      (thrown) => isConditionCheckFailed(thrown));
    const { Attributes } = await remove({
      condition: { or: [{ attr: 'level', between: [1, 20] }, { attr: 'type', type: 'N' }] },
      returnValues: 'ALL_OLD',
    });
    assert.equal(Attributes.level, 10);
    assert.equal(await get('pikachu'), undefined);
  });
});

describe('queries and scans', () => {
  beforeEach(async () => {
    await trainers.build(PutItemCommand).item({ trainer: 'ash', coins: 3 }).send();
    const requests = Array.from({ length: 20 }, (_, index) => pokemons.build(BatchPutRequest).item({
      trainer: index < 15 ? 'ash' : 'brock', name: `p${String(index).padStart(2, '0')}`,
      type: ['fire', 'water', 'grass'][index % 3], level: 100 - index,
    }));
    await executeBatchWrite(table.build(BatchWriteCommand).requests(...requests));
  });
  const namesOf = ({ Items }) => Items.map(({ name }) => name);

  test('read a partition, its entities apart', async () => {
    const { Items, Count } = await table.build(QueryCommand).entities(pokemons, trainers)
      .query({ partition: 'TRAINER#ash' })
      .options({ showEntityAttr: true, consistent: true }).send();
    assert.equal(Count, 16);
    assert.deepEqual(Items.map(({ entity }) => entity),
      [...Array(15).fill('Pokemon'), 'Trainer']);
    const only = await table.build(QueryCommand).entities(trainers)
      .query({ partition: 'TRAINER#ash' }).options({ entityAttrFilter: true }).send();
    assert.deepEqual(only.Items, [{ trainer: 'ash', kind: 'PROFILE', coins: 3 }]);
  });

  test('read ranges, backwards, filtered, in part', async () => {
    const found = await table.build(QueryCommand).entities(pokemons)
      .query({ partition: 'TRAINER#ash', range: { between: ['POKEMON#p03', 'POKEMON#p08'] } })
      .options({
        reverse: true, filters: { Pokemon: { attr: 'type', ne: 'water' } },
        attributes: ['name', 'level'],
      }).send();
    assert.deepEqual(found.Items, ['p08', 'p06', 'p05', 'p03'].map((name) =>
      ({ name, level: 100 - Number(name.slice(1)) })));
    const begun = await table.build(QueryCommand).entities(pokemons)
      .query({ partition: 'TRAINER#ash', range: { beginsWith: 'POKEMON#p1' } }).send();
    assert.deepEqual(namesOf(begun), ['p10', 'p11', 'p12', 'p13', 'p14']);
  });

  test('read indexes', async () => {
    const strong = await table.build(QueryCommand).entities(pokemons)
      .query({ index: 'byType', partition: 'fire', range: { gte: 91 } }).send();
    assert.deepEqual(namesOf(strong), ['p09', 'p06', 'p03', 'p00']);
    const local = await table.build(QueryCommand).entities(pokemons)
      .query({ index: 'byLevel', partition: 'TRAINER#brock', range: { lt: 84 } })
      .options({ consistent: true }).send();
    assert.deepEqual(namesOf(local), ['p19', 'p18', 'p17']);
  });

  test('read an index of several key attributes', async () => {
    for (const [town, nick] of [['pallet', 'zed'], ['pallet', 'abe'], ['saffron', 'a']]) {
      await put({ ...pikachu, name: `${town}-${nick}`, region: 'kanto', town, nick, level: 7 });
    }
    await put({ ...pikachu, name: 'no town', region: 'kanto', nick: 'a' });
    const at = async (range) => (await table.build(QueryCommand).entities(pokemons)
      .query({ index: 'byPlace', partition: ['kanto', 'pallet'], range }).send())
      .Items.map(({ nick }) => nick);
    assert.deepEqual(await at(), ['abe', 'zed']);
    assert.deepEqual(await at([7, { gt: 'abe' }]), ['zed']);
    assert.deepEqual(await at([{ lt: 7 }]), []);
  });

  test('page', async () => {
    const found = [];
    let exclusiveStartKey;
    do {
      const page = await table.build(QueryCommand).entities(pokemons)
        .query({ index: 'byType', partition: 'grass' })
        .options({ limit: 2, exclusiveStartKey, capacity: 'INDEXES' }).send();
      assert.ok(page.Count <= 2);
      assert.ok(page.ConsumedCapacity.GlobalSecondaryIndexes.byType.CapacityUnits > 0);
      found.push(...namesOf(page));
      exclusiveStartKey = page.LastEvaluatedKey;
    } while (exclusiveStartKey);
    assert.deepEqual(found, ['p17', 'p14', 'p11', 'p08', 'p05', 'p02']);
    const all = await table.build(QueryCommand).entities(pokemons)
      .query({ partition: 'TRAINER#brock' }).options({ limit: 2, maxPages: Infinity }).send();
    assert.equal(all.Count, 5);
  });

  test('scan, in segments, filtered, counted', async () => {
    const segments = await Promise.all([0, 1, 2].map((segment) => table.build(ScanCommand)
      .entities(pokemons)
      .options({
        segment, totalSegments: 3, maxPages: Infinity, limit: 4,
        filters: { Pokemon: { attr: 'level', gt: 90 } },
      }).send()));
    assert.deepEqual(segments.flatMap(namesOf).toSorted(),
      Array.from({ length: 10 }, (_, index) => `p0${index}`));
    const { Count } = await table.build(ScanCommand)
      .options({ select: 'COUNT', index: 'byType' }).send();
    assert.equal(Count, 20);
  });

  test('delete a partition', async () => {
    const { Count } = await table.build(DeletePartitionCommand).entities(pokemons)
      .query({ partition: 'TRAINER#ash' }).send();
    assert.equal(Count, 15);
    const { Items } = await table.build(ScanCommand).entities(pokemons, trainers).send();
    assert.equal(Items.length, 6);
  });
});

describe('batches and transactions', () => {
  beforeEach(async () => {
    await put(pikachu);
    await trainers.build(PutItemCommand).item({ trainer: 'ash', coins: 3 }).send();
  });

  test('write and get in batches', async () => {
    await executeBatchWrite(table.build(BatchWriteCommand).requests(
      pokemons.build(BatchPutRequest).item({ trainer: 'ash', name: 'mew', type: 'water' }),
      pokemons.build(BatchDeleteRequest).key({ trainer: 'ash', name: 'pikachu' }),
    ));
    const { Responses } = await executeBatchGet({ capacity: 'TOTAL' },
      table.build(BatchGetCommand).requests(
        pokemons.build(BatchGetRequest).key({ trainer: 'ash', name: 'pikachu' }),
        trainers.build(BatchGetRequest).key({ trainer: 'ash' }),
        pokemons.build(BatchGetRequest).key({ trainer: 'ash', name: 'mew' }),
      ).options({ consistent: true }));
    const [none, ash, mew] = Responses[0];
    assert.equal(none, undefined);
    assert.equal(ash.coins, 3);
    assert.equal(mew.level, 1);
  });

  const trade = (price, options = {}) => executeTransactWrite(options,
    trainers.build(UpdateTransaction).item({ trainer: 'ash', coins: $add(-price) })
      .options({ condition: { attr: 'coins', gte: price } }),
    pokemons.build(PutTransaction).item({ trainer: 'ash', name: 'mew', type: 'water' })
      .options({ condition: { attr: 'name', exists: false } }),
    pokemons.build(DeleteTransaction).key({ trainer: 'ash', name: 'missing' }),
    pokemons.build(ConditionCheck).key({ trainer: 'ash', name: 'pikachu' })
      .condition({ attr: 'level', gte: 10 }));

  test('write all or nothing', async () => {
    await assert.rejects(trade(4), (thrown) => {
      assert.ok(isTransactionCancelled(thrown));
      assert.deepEqual(thrown.CancellationReasons.map(({ Code }) => Code),
        ['ConditionalCheckFailed', 'None', 'None', 'None']);
      return true;
    });
    assert.equal(await get('mew'), undefined);
    await trade(2);
    assert.equal((await get('mew')).type, 'water');
    const { Responses } = await executeTransactGet(
      trainers.build(GetTransaction).key({ trainer: 'ash' }),
      pokemons.build(GetTransaction).key({ trainer: 'ash', name: 'mew' })
        .options({ attributes: ['level'] }),
      pokemons.build(GetTransaction).key({ trainer: 'ash', name: 'missing' }),
    );
    assert.deepEqual(Responses.map(({ Item }) => Item?.coins ?? Item?.level), [1, 1, undefined]);
  });

  test('write once under one token', async () => {
    const pay = (coins) => executeTransactWrite(
      { clientRequestToken: `token-${table.tableName}`, capacity: 'TOTAL' },
      trainers.build(UpdateTransaction).item({ trainer: 'ash', coins: $add(coins) }));
    await pay(5);
    await pay(5);
    const { Item } = await trainers.build(GetItemCommand).key({ trainer: 'ash' }).send();
    assert.equal(Item.coins, 8);
    await assert.rejects(pay(6), { name: 'IdempotentParameterMismatchException' });
  });
});
