"""Jobs: long work, told of by polling or server-sent events, in whichever worker takes it."""
