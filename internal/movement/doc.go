// Package movement keeps the movements (phong trào thi đua): what each aims at and measures, the pledges
// (giao ước) that units and persons sign, what they achieved, and the papers about them.
//
// A movement goes draft → launched → interim → final → closed; the interim review may be left out. The
// committee writes and moves it; its text and targets stand from the launch on, because people have signed
// for them. A pledge is signed while the movement is launched, by the person or by the head of the unit,
// and its results are entered by the same while a review is on, target by target with evidence. How far
// all have come with a target names nobody, so everybody sees it; pledges are seen within reach.
package movement
