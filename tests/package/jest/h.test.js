require('./alone.js')('h');
