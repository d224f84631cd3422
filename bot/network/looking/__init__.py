"""Looking round in the network: who is there, what there is, what is one's own."""
