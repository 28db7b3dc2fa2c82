// What the pages do besides without a script: each file here adds one thing, and every page works without any of them.
// They are served as one, in the order in which `assets.rs` names them.
"use strict";

// What has to outlive new results: functions of the search's address that fetch what they need, and give a function to
// be called when the new results are in place, or nothing.
const keepers = [];
