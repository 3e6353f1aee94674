package main

// exceptions are the places that are right in spite of a rule, with the reason.
var exceptions = []Exception{}
