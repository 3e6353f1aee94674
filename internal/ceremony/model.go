package ceremony

// Models are the records of this room.
var Models = []any{
	&Ceremony{}, &Item{}, &Chosen{}, &Presenter{}, &Absence{}, &Print{},
	&Invitee{}, &CheckInNote{}, &Link{}, &Step{}, &Stood{},
}
