// One request to the administration of a server, in JSON.
//
// Over node:http with a connection for each request: fetch is not there in every test environment,
// and a kept connection could be one that the server has just closed.
'use strict';

const http = require('node:http');

class StatorError extends Error {
  constructor(message, { statusCode, code, cause } = {}) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'StatorError';
    if (statusCode !== undefined) this.statusCode = statusCode;
    if (code !== undefined) this.code = code;
  }
}

// {"__type": "com.stator#NotFoundException", "message": "..."}
function refusal(method, path, statusCode, text) {
  let answer;
  try {
    answer = JSON.parse(text);
  } catch {
    answer = undefined;
  }
  const message = answer?.message ?? `${method} ${path} was answered with status ${statusCode}`;
  return new StatorError(message, { statusCode, code: answer?.__type?.split('#').pop() });
}

function request(url, method, path, body) {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? '' : JSON.stringify(body);
    const headers = { 'Content-Length': Buffer.byteLength(payload) };
    if (body !== undefined) headers['Content-Type'] = 'application/json';
    const fail = (cause) => {
      reject(new StatorError(`stator does not answer at ${url}: ${cause.message}`, { cause }));
    };
    const call = http.request(new URL(path, url), { method, agent: false, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => (text += part));
      response.on('error', fail);
      response.on('end', () => {
        const status = response.statusCode;
        if (status < 200 || status > 299) return reject(refusal(method, path, status, text));
        resolve(text === '' ? {} : JSON.parse(text));
      });
    });
    call.on('error', fail);
    call.end(payload);
  });
}

module.exports = { StatorError, request };
