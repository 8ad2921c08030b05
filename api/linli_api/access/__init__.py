"""Who asks, what they may see, and what is written down of it.

caller   who it is, in which role, for which areas; what a route asks for
names    the one place where names of persons are hidden
log      the entries of the access log
tokens   from a request to a caller: session tokens, OIDC, demo, guest
"""
