// A handler that writes what changed, and one more, to the table that TARGET names.
const { DynamoDBClient, PutItemCommand } = require('@aws-sdk/client-dynamodb');

const client = new DynamoDBClient();

exports.handler = async (event) => {
  for (const record of event.Records) {
    const number = Number(record.dynamodb.NewImage.n.N) + 1;
    await client.send(new PutItemCommand({
      TableName: process.env.TARGET,
      Item: { pk: { S: 'one' }, n: { N: String(number) } },
    }));
  }
};
