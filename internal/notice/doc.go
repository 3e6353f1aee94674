// Package notice tells people things by channels outside of the portal: a mail today, another channel tomorrow.
// It knows nothing of the domain.
//
// # The outbox
//
// A use case that tells somebody something writes a Notice into the outbox with Put, within its own transaction:
// what was rolled back tells nothing, and what was committed is told even if the process stops. A worker takes
// the notices that wait and hands each to the Sender of its channel.
//
// # At most once
//
// A notice goes waiting → sending → sent or refused. "sending" is committed before the sender is asked, so nobody
// sends it a second time, not another process either. What a process was sending when it stopped is refused at
// the next start (Recover): nobody knows whether it went out, and only a person may have it sent again. A channel
// that cannot be reached sends nothing: its notices wait for the next round, or until they expire; those of other
// channels go on.
//
// Sending again on demand is a new notice: the room composes it anew, with what holds by then. Of one object and
// channel at most one notice is open; a new one takes the place of one that still waits.
//
// # Channels
//
// A channel is one Sender, constructed in cmd/portal and given to the Service. What else happens when a notice
// was sent, a room says with a hook for its objects; the hook is told the channel, because one object may be told
// by several.
package notice
