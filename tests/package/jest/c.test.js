require('./alone.js')('c');
