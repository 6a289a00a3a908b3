"""Things made of many recipes: each work is a graph of nodes and a way to put their results together."""
