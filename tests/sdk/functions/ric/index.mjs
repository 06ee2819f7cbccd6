// Handlers for AWS's runtime interface client.

export async function handler(event, context) {
  if (event.fail) throw new RangeError(event.fail);
  if (event.wait) await new Promise((resolve) => { setTimeout(resolve, event.wait); });
  console.log('called with', JSON.stringify(event));
  return {
    event,
    name: context.functionName,
    id: context.awsRequestId,
    arn: context.invokedFunctionArn,
    remaining: context.getRemainingTimeInMillis(),
  };
}

// As handlers were written before there were promises.
export function called(event, context, callback) {
  setTimeout(() => callback(event.fail ? new RangeError(event.fail) : null, 'called back'), 1);
}

export const nothing = 'no function';
