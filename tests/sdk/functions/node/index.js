// A handler as it is written for AWS Lambda.
exports.handler = async (event, context) => {
  if (event.fail) throw new RangeError(event.fail);
  console.log('called with', JSON.stringify(event));
  return { event, name: context.functionName, stage: process.env.STAGE };
};
