require('./alone.js')('b');
