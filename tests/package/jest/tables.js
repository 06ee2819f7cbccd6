// tables.js
const { CreateTableCommand, DynamoDBClient } = require('@aws-sdk/client-dynamodb');
let mark;
beforeAll(async () => {
  const table = {
    TableName: 'Items',
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: [{ AttributeName: 'Id', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'Id', AttributeType: 'S' }],
  };
  await new DynamoDBClient().send(new CreateTableCommand(table));
  mark = await stator.mark();
});
beforeEach(() => stator.rewind(mark));
