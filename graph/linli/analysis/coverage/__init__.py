"""Coverage: who or what fills each slot of a place on a day, what nobody fills, what lapses next, and which
gap to act on first. Pure: frames and dates in, frames out.

    base     fact tables of some areas → places and what is tied to them
    tenures  a slot's pieces: which body, post or venue fills it at which place, in which time
    states   the state of every place on a day
    lapses   what ends within a horizon, and what that leaves, month by month
    totals   roll-ups that add up, ratios as intervals, quality in its parts
    first    gaps in the order in which to act on them, with the reason for each row's place
    whole    all of it
"""
