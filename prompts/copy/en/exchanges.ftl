# What two pairs say to each other about an ask, and what they can do.

exchange-answer = { $kind ->
        [reply] Another pair wrote back to you.
       *[thought] Another pair answered your ask.
    }
    From: { $who }. About: <tg-spoiler>{ $ask }</tg-spoiler>

    { $has_words ->
        [yes] <tg-spoiler>{ $words }</tg-spoiler>
       *[no] They sent a voice note.
    }{ $replies ->
        [yes] { "\u000A\u000A" }If you reply, it goes to this pair alone.
       *[no] { "" }
    }
exchange-from-asker = { $kind ->
        [thanks] A pair says thank you.
       *[reply] The pair that asked wrote back to you.
    }
    From: { $who }. About: <tg-spoiler>{ $ask }</tg-spoiler>

    <tg-spoiler>{ $words }</tg-spoiler>{ $kind ->
        [thanks] { "" }
       *[reply] { "\u000A\u000A" }If you reply, it goes to this pair alone.
    }
exchange-partner-wrote = { $name } wrote to another pair for you both. It went to: { $to }.
    About: <tg-spoiler>{ $ask }</tg-spoiler>

    { $has_words ->
        [yes] <tg-spoiler>{ $words }</tg-spoiler>
       *[no] It is a voice note.
    }

exchange-reply = Reply
exchange-helped = This helped
exchange-say-thanks = Say thanks
exchange-more = More
exchange-report = Report
exchange-block = Do not meet them again

exchange-over = This is over: nothing more goes to that pair about this ask.
exchange-declined = Thank you for looking. Another pair will be asked.
exchange-declined-already = One of you has said that already.
exchange-answered-already = Your pair has answered this one already. Thank you!
exchange-partner-declined = { $name } said “Not this time” to an ask, so another pair will be asked. You can still answer it if you like: <tg-spoiler>{ $ask }</tg-spoiler>

exchange-show-names = Show our names
exchange-hide-names = Without our names
exchange-names-wished = { $name } would like to show both your names to this pair: { $to }. Is that all right? Until you agree, they see no names.
exchange-names-agreed = { $name } agrees. This pair now sees your names: { $to }.
exchange-names-hidden = { $name } would rather stay without names. From now on this pair sees none: { $to }.
exchange-names-shown = They will see your names from now on.
exchange-names-wait = { $partner } is asked too. Until then it goes without names. Go on writing when you like.
exchange-names-not-shown = They will not see your names from now on.

exchange-see-answers = See the answers
exchange-no-answers = There is no answer to show.

exchange-helped-noted = Marked. They will be glad to hear it.
exchange-helped-already = That is marked already.
exchange-was-helpful = Your words helped. That comes from: { $who }.
    { $has_words ->
        [yes] <tg-spoiler>{ $words }</tg-spoiler>
       *[no] It was your voice note.
    }

    You wrote about: <tg-spoiler>{ $ask }</tg-spoiler>
