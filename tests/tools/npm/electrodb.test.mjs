// ElectroDB: entities and collections in one table with two global indexes and a local one.

import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { Entity, Service } from 'electrodb';
import { client, documents, newTable, stored } from './support.mjs';

after(() => client.destroy());

const employeeModel = {
  model: { entity: 'employee', version: '1', service: 'office' },
  attributes: {
    employee: { type: 'string', required: true },
    office: { type: 'string', required: true },
    team: { type: 'string', required: true },
    title: { type: ['junior', 'senior', 'lead'], required: true },
    salary: { type: 'number', required: true },
    visits: { type: 'number', default: 0 },
    skills: { type: 'set', items: 'string' },
    notes: { type: 'list', items: { type: 'string' } },
    address: {
      type: 'map', properties: { street: { type: 'string' }, number: { type: 'number' } },
    },
    version: { type: 'number', default: 1 },
    expires: { type: 'number' },
    updatedAt: { type: 'number', watch: '*', set: () => 1700000000 },
  },
  indexes: {
    byId: {
      pk: { field: 'pk', composite: ['employee'] }, sk: { field: 'sk', composite: [] },
    },
    coworkers: {
      index: 'gsi1', collection: 'workplace',
      pk: { field: 'gsi1pk', composite: ['office'] },
      sk: { field: 'gsi1sk', composite: ['team', 'title', 'employee'] },
    },
    teams: {
      index: 'gsi2',
      pk: { field: 'gsi2pk', composite: ['team'] },
      sk: { field: 'gsi2sk', composite: ['salary', 'employee'] },
    },
  },
};

const taskModel = {
  model: { entity: 'task', version: '1', service: 'office' },
  attributes: {
    project: { type: 'string', required: true },
    task: { type: 'string', required: true },
    office: { type: 'string', required: true },
    points: { type: 'number', default: 0 },
    status: { type: ['open', 'closed'], default: 'open' },
  },
  indexes: {
    byProject: {
      pk: { field: 'pk', composite: ['project'] }, sk: { field: 'sk', composite: ['task'] },
    },
    // A local index has the partition key of the table.
    byStatus: {
      index: 'lsi1',
      pk: { field: 'pk', composite: ['project'] }, sk: { field: 'lsi1sk', composite: ['status'] },
    },
    offices: {
      index: 'gsi1', collection: 'workplace',
      pk: { field: 'gsi1pk', composite: ['office'] },
      sk: { field: 'gsi1sk', composite: ['project', 'task'] },
    },
  },
};

let table;
let employees;
let tasks;
let office;

beforeEach(async () => {
  table = await newTable('electrodb', ['pk', 'sk'], {
    global: { gsi1: ['gsi1pk', 'gsi1sk'], gsi2: ['gsi2pk', 'gsi2sk'] },
    local: { lsi1: ['pk', 'lsi1sk'] },
  });
  employees = new Entity(employeeModel, { client: documents, table });
  tasks = new Entity(taskModel, { client: documents, table });
  office = new Service({ employees, tasks });
});

const ada = {
  employee: 'ada', office: 'london', team: 'engines', title: 'lead', salary: 900,
  skills: ['algebra', 'looms'], notes: ['first'], address: { street: 'Square', number: 12 },
};
const person = (employee, more = {}) =>
  ({ employee, office: 'london', team: 'engines', title: 'junior', salary: 100, ...more });
const namesOf = (found) => found.data.map((item) => item.employee);
const conditionFailed = (thrown) =>
  thrown.code === 4001 && thrown.message.includes('The conditional request failed');

describe('an entity', () => {
  test('is created once, and read as it was written', async () => {
    const created = await employees.create(ada).go();
    const whole = { ...ada, visits: 0, version: 1, updatedAt: 1700000000 };
    assert.deepEqual(created.data, whole);
    const { data } = await employees.get({ employee: 'ada' }).go();
    assert.deepEqual({ ...data, skills: data.skills.toSorted() }, whole);
    await assert.rejects(employees.create(ada).go(), conditionFailed);
    const raw = await stored(table, {
      pk: { S: '$office#employee_ada' }, sk: { S: '$employee_1' },
    });
    assert.deepEqual(raw.skills, { SS: ['algebra', 'looms'] });
    assert.deepEqual(raw.gsi1sk, {
      S: '$workplace#employee_1#team_engines#title_lead#employee_ada',
    });
    assert.equal((await employees.get({ employee: 'nobody' }).go()).data, null);
  });

  test('is put over another, and says what was there', async () => {
    await employees.put(ada).go();
    const { data } = await employees.put(person('ada')).go({ response: 'all_old' });
    assert.equal(data.salary, 900);
    assert.equal((await employees.get({ employee: 'ada' }).go()).data.skills, undefined);
  });

  test('gives only the attributes asked for', async () => {
    await employees.put(ada).go();
    const { data } = await employees.get({ employee: 'ada' })
      .go({ attributes: ['team', 'address'], consistent: true });
    assert.deepEqual(data, { team: 'engines', address: ada.address });
  });

  test('is updated: set, add, subtract, append, remove, delete from a set', async () => {
    await employees.put(ada).go();
    const { data } = await employees.update({ employee: 'ada' })
      .set({ salary: 1000 })
      .add({ visits: 3, skills: ['poetry'] })
      .append({ notes: ['second'] })
      .data((attributes, operation) => {
        operation.set(attributes.address.number, 13);
        operation.remove(attributes.address.street);
      })
      .composite({ team: 'engines' })
      .go({ response: 'all_new' });
    assert.equal(data.salary, 1000);
    assert.equal(data.visits, 3);
    assert.deepEqual(data.notes, ['first', 'second']);
    assert.deepEqual(data.address, { number: 13 });
    assert.deepEqual(data.skills.toSorted(), ['algebra', 'looms', 'poetry']);
    const next = await employees.update({ employee: 'ada' })
      .delete({ skills: ['looms', 'poetry'] }).subtract({ visits: 1 }).remove(['notes'])
      .go({ response: 'all_new' });
    assert.deepEqual(next.data.skills, ['algebra']);
    assert.equal(next.data.visits, 2);
    assert.equal(next.data.notes, undefined);
  });

  test('moves in an index when its composite attributes change', async () => {
    await employees.put([person('bob', { salary: 5 }), person('cy', { salary: 3 })]).go();
    const order = async () => namesOf(await employees.query.teams({ team: 'engines' }).go());
    assert.deepEqual(await order(), ['cy', 'bob']);
    await employees.patch({ employee: 'bob' }).set({ salary: 1 }).go();
    assert.deepEqual(await order(), ['bob', 'cy']);
  });

  test('is patched only if it is there, and upserted in any case', async () => {
    await assert.rejects(
      employees.patch({ employee: 'zoe' }).set({ title: 'senior' })
        .composite({ team: 'engines', office: 'london' }).go(), conditionFailed);
    const { data } = await employees.upsert(person('zoe')).go({ response: 'all_new' });
    assert.equal(data.title, 'junior');
    const again = await employees.upsert({ ...person('zoe'), salary: 7 }).go({
      response: 'all_new',
    });
    assert.equal(again.data.salary, 7);
  });

  test('keeps an optimistic version', async () => {
    await employees.put(ada).go();
    const raise = (version, salary) => employees.patch({ employee: 'ada' })
      .set({ salary }).composite({ team: 'engines' }).add({ version: 1 })
      .where((attributes, { eq }) => eq(attributes.version, version))
      .go({ response: 'updated_new' });
    assert.equal((await raise(1, 1100)).data.version, 2);
    await assert.rejects(raise(1, 1200), conditionFailed);
    assert.equal((await employees.get({ employee: 'ada' }).go()).data.salary, 1100);
  });

  test('is deleted, or removed only if it is there', async () => {
    await employees.put(ada).go();
    const { data } = await employees.remove({ employee: 'ada' }).go({ response: 'all_old' });
    assert.equal(data.team, 'engines');
    await assert.rejects(employees.remove({ employee: 'ada' }).go(), conditionFailed);
    await employees.delete({ employee: 'ada' }).go();
    await employees.put(ada).go();
    await assert.rejects(
      employees.delete({ employee: 'ada' })
        .where(({ salary }, { lt, between }) => `${lt(salary, 5)} OR ${between(salary, 6, 7)}`)
        .go(), conditionFailed);
  });
});

describe('queries', () => {
  beforeEach(async () => {
    const { unprocessed } = await employees.put(Array.from({ length: 60 }, (_, number) =>
      person(`e${String(number).padStart(2, '0')}`, {
        salary: 100 + number, office: number % 2 ? 'london' : 'paris',
        title: ['junior', 'senior', 'lead'][number % 3],
        ...(number % 10 === 0 && { skills: ['ten', `n${number}`] }),
      }))).go();
    assert.deepEqual(unprocessed, []);
  });

  test('go through a partition in order, in both directions', async () => {
    const all = await employees.query.teams({ team: 'engines' }).go({ pages: 'all' });
    assert.deepEqual(all.data.map((item) => item.salary),
      Array.from({ length: 60 }, (_, number) => 100 + number));
    const last = await employees.query.teams({ team: 'engines' }).go({ order: 'desc', limit: 3 });
    assert.deepEqual(namesOf(last), ['e59', 'e58', 'e57']);
  });

  test('begin with part of the sort key, or lie between', async () => {
    const leads = await employees.query.coworkers({ office: 'paris', team: 'engines' })
      .begins({ title: 'lead' }).go();
    assert.deepEqual(namesOf(leads), ['e02', 'e08', 'e14', 'e20', 'e26', 'e32', 'e38', 'e44',
      'e50', 'e56']);
    const range = await employees.query.teams({ team: 'engines' })
      .between({ salary: 110 }, { salary: 113, employee: 'e13' }).go();
    assert.deepEqual(namesOf(range), ['e10', 'e11', 'e12', 'e13']);
    const above = await employees.query.teams({ team: 'engines' })
      .gt({ salary: 157, employee: 'e57' }).go();
    assert.deepEqual(namesOf(above), ['e58', 'e59']);
    const below = await employees.query.teams({ team: 'engines' })
      .lte({ salary: 101, employee: 'e01' }).go();
    assert.deepEqual(namesOf(below), ['e00', 'e01']);
  });

  test('filter, with every operation', async () => {
    const found = await employees.query.teams({ team: 'engines' })
      .where(({ salary, skills, office: place, notes }, { gt, contains, eq, notExists, exists }) =>
        `${gt(salary, 115)} AND ${contains(skills, 'ten')} AND ${eq(place, 'paris')} AND ` +
        `${notExists(notes)} AND ${exists(skills)}`)
      .go();
    assert.deepEqual(namesOf(found), ['e20', 'e30', 'e40', 'e50']);
    const others = await employees.query.teams({ team: 'engines' })
      .where(({ employee, title, salary }, { begins, ne, lte }) =>
        `${begins(employee, 'e1')} AND ${ne(title, 'junior')} AND ${lte(salary, 114)}`)
      .go();
    assert.deepEqual(namesOf(others), ['e10', 'e11', 'e13', 'e14']);
  });

  test('page with cursors', async () => {
    const pages = [];
    let cursor = null;
    do {
      const page = await employees.query.coworkers({ office: 'london' })
        .go({ cursor, limit: 7, order: 'asc' });
      pages.push(namesOf(page));
      cursor = page.cursor;
    } while (cursor !== null);
    assert.deepEqual(pages.map((page) => page.length), [7, 7, 7, 7, 2]);
    assert.equal(new Set(pages.flat()).size, 30);
    const counted = await employees.query.teams({ team: 'engines' })
      .where(({ title }, { eq }) => eq(title, 'lead')).go({ count: 5 });
    assert.deepEqual(namesOf(counted), ['e02', 'e05', 'e08', 'e11', 'e14']);
  });

  test('scan, match and find', async () => {
    const scanned = await employees.scan.where(({ salary }, { gte }) => gte(salary, 155))
      .go({ pages: 'all' });
    assert.deepEqual(namesOf(scanned).toSorted(), ['e55', 'e56', 'e57', 'e58', 'e59']);
    const matched = await employees.match({ office: 'paris', title: 'lead' }).go({ pages: 'all' });
    assert.equal(matched.data.length, 10);
    const found = await employees.find({ team: 'engines', salary: 105 }).go();
    assert.deepEqual(namesOf(found), ['e05']);
  });
});

describe('batches', () => {
  test('put, get and delete more than fit one request', async () => {
    const keys = Array.from({ length: 120 }, (_, number) => ({ project: 'p', task: `t${number}` }));
    const put = await tasks.put(keys.map((key, points) => ({ ...key, office: 'rome', points })))
      .go({ concurrency: 2 });
    assert.deepEqual(put.unprocessed, []);
    const got = await tasks.get([...keys, { project: 'p', task: 'none' }])
      .go({ preserveBatchOrder: true });
    assert.deepEqual(got.data.slice(0, 120).map((item) => item.points), [...keys.keys()]);
    assert.equal(got.data[120], null);
    assert.deepEqual(got.unprocessed, []);
    await tasks.delete(keys.slice(1)).go();
    const left = await tasks.query.byProject({ project: 'p' }).go({ pages: 'all' });
    assert.deepEqual(left.data.map((item) => item.task), ['t0']);
  });
});

describe('a service', () => {
  beforeEach(async () => {
    await employees.put([ada, person('bob', { office: 'rome' }), person('cy')]).go();
    await tasks.put([
      { project: 'engine', task: 'gears', office: 'london', points: 5 },
      { project: 'engine', task: 'cards', office: 'london', points: 3, status: 'closed' },
      { project: 'loom', task: 'thread', office: 'rome' },
    ]).go();
  });

  test('reads the entities of a collection in one query', async () => {
    const { data } = await office.collections.workplace({ office: 'london' }).go();
    assert.deepEqual(data.employees.map((item) => item.employee).toSorted(), ['ada', 'cy']);
    assert.deepEqual(data.tasks.map((item) => item.task).toSorted(), ['cards', 'gears']);
  });

  test('reads a local index', async () => {
    const { data } = await tasks.query.byStatus({ project: 'engine', status: 'open' })
      .go({ consistent: true });
    assert.deepEqual(data.map((item) => item.task), ['gears']);
  });

  test('writes and reads in transactions', async () => {
    const hire = () => office.transaction.write((entities) => [
      entities.employees.create(person('dee')).commit(),
      entities.tasks.patch({ project: 'engine', task: 'gears' }).add({ points: 1 }).commit(),
      entities.tasks.remove({ project: 'loom', task: 'thread' }).commit(),
      entities.employees.check({ employee: 'ada' })
        .where(({ salary }, { gt }) => gt(salary, 500)).commit(),
    ]).go();
    const done = await hire();
    assert.equal(done.canceled, false);
    assert.deepEqual(done.data.map((item) => item.rejected), [false, false, false, false]);
    const again = await hire();
    assert.equal(again.canceled, true);
    assert.deepEqual(again.data.map(({ rejected, code }) => ({ rejected, code })), [
      { rejected: true, code: 'ConditionalCheckFailed' }, { rejected: false, code: 'None' },
      { rejected: true, code: 'ConditionalCheckFailed' }, { rejected: false, code: 'None' },
    ]);
    const read = await office.transaction.get((entities) => [
      entities.tasks.get({ project: 'engine', task: 'gears' }).commit(),
      entities.employees.get({ employee: 'dee' }).commit(),
      entities.tasks.get({ project: 'loom', task: 'thread' }).commit(),
    ]).go();
    assert.equal(read.canceled, false);
    assert.deepEqual(read.data.map(({ item }) => item?.points ?? item?.employee ?? null),
      [6, 'dee', null]);
  });

  test('shows the item that a transaction failed on', async () => {
    const { data } = await office.transaction.write((entities) => [
      entities.employees.create(ada).commit({ response: 'all_old' }),
    ]).go();
    assert.equal(data[0].code, 'ConditionalCheckFailed');
    assert.equal(data[0].item.salary, 900);
  });
});
