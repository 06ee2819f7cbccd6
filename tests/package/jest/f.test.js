require('./alone.js')('f');
