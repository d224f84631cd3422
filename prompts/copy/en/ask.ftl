# An ask: what a pair writes to the network, and how pairs are called there.

network-pair-named = { $both ->
        [yes] { $first } and { $second }
       *[no] { $first }
    }
network-pair-unnamed = { $placed ->
        [yes] A pair in { $place }
       *[no] A pair
    }, { $stage ->
        [starting] just starting
        [under_way] part of the way
       *[further] further on
    }
