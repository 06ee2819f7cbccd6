require('./alone.js')('e');
