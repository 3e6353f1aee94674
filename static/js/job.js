// A page that watches a long work looks again by itself until it is done.
import { one } from "./lib/dom.js";

if (one("[data-watch]")) setTimeout(() => location.reload(), 1000);
