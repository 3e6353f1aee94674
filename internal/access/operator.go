package access

// Operator is the actor of the portal's own commands. Whoever may run them on the portal's machine holds
// its whole database anyway, so a command may do what the administrator and the committee's officer may.
// The audit log shows what it did as done by the portal itself (the zero audit.Who).
func Operator() Actor {
	return Actor{Grants: []Grant{{Role: Admin}, {Role: Committee}}}
}
