"""What happened to a problem, a ticket, a right or a note, in order; rows are only ever added."""
