# Where things are: one screen.

home-screen =
    <b>{ $partner_is ->
        [none] { $name }
        [gone] { $name }
       *[other] { $name } and { $partner }
    }</b>
    { $partner_is ->
        [awaited] { $partner } has not joined yet. You can begin: only you will see your answers for now.
        [paused] { $partner } is taking a break until { DAY($until) }.
        [left] { $partner } has left. What they wrote stays theirs. You can go on.
        [gone] Your partner has left and has deleted their words. You can go on.
        [none] You have no partner yet. You can begin on your own.
       *[here] You are both here.
    }

    { $has_challenge ->
        [yes] <b>Your challenge:</b> { $challenge }
       *[no] You have no shared challenge yet. Would you like to write one?
    }
    { $has_workshop ->
        [yes] <b>Workshop { $workshop }</b> is { $days ->
            [0] today
            [1] tomorrow
           *[other] in { $days } days
        }.
       *[no] There are no more workshops ahead.
    }
    { $waiting ->
        [0] Nothing is waiting for you.
        [1] One prompt waits for you.
       *[other] { $waiting } prompts wait for you.
    }{ $rests ->
        [yes] { "\u000A" }You are taking a break until { DAY($rests_until) }.
       *[no] { "" }
    }

home-network-only =
    <b>{ $name }</b>
    You have left the programme, and are still in the network of pairs. No questions come to you. Other pairs may ask you, and you can ask them.

home-privacy = My data
home-standing-key = The key “How is it going?” below is always here. Tap it when you have news.

home-prompts = Your prompts
home-progress = How is it going?
home-pair = Pair and challenge
home-write = Write to { $partner }
home-challenge = Write your challenge
