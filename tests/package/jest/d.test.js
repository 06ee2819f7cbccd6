require('./alone.js')('d');
