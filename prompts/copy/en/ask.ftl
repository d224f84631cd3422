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

ask-other-pairs = Ask other pairs
ask-question =
    <b>What would you like to ask other pairs?</b>
    It goes to a few pairs first, and any pair can find it. If a day goes by without an answer, your facilitator can read it too.
    Please write nothing about a patient. You will see it before it goes.
ask-question-anew =
    <b>What is your question?</b> Write it anew, and it takes the place of this one:

    { $words }
ask-background =
    <b>Is there a little background?</b> A few lines help others to help you: what you have tried, and what got in the way. They will see it too.
ask-skip = Skip
ask-topics = { $count ->
        [0] <b>What is it about?</b> Tap what fits.
       *[other] <b>Is this what it is about?</b> I ticked what I saw in your words. Tap to change it.
    }
ask-topic = { $chosen ->
        [yes] ✓ { $name }
       *[no] { $name }
    }
ask-topics-done = Go on
ask-help = <b>What would help you most?</b>
ask-help-kind = { $help ->
        [idea] An idea
        [experience] What others went through
        [contact] A contact
       *[eyes] A second pair of eyes
    }
ask-how-long = <b>How long shall it stay open?</b>
ask-days = { $days } days
ask-who =
    <b>Who asks?</b> Without names others see “{ $who }”. { $has_partner ->
        [yes] With names it goes once { $partner } agrees.
       *[no] With names they see yours.
    } { $few ->
        [yes] There are few pairs so far: also without names, somebody may guess who you are.
       *[no] { "" }
    }
ask-as-pair = As { $who }
ask-unnamed = Without names
ask-added = I have put that in the background of your ask. You will see it before it goes.

ask-card =
    From: <b>{ $who }</b>.
    { $help ->
        [idea] They look for an idea.
        [experience] They want to hear what others went through.
        [contact] They look for a contact.
       *[eyes] They want a second pair of eyes.
    }{ $has_topics ->
        [yes] {" "}It is about { LIST($topics) }.
       *[no] { "" }
    }

    { $words }
ask-preview =
    Other pairs will see this. I also tell each why it was asked.

    { ask-card }
ask-send = Send
ask-see = See it
ask-change = Change it
ask-cancel = Cancel
ask-what-to-change = <b>What shall be different?</b>
ask-part = { $part ->
        [question] The question
        [background] The background
        [topics] What it is about
        [help] What would help
        [days] How long
       *[who] Who asks
    }
ask-half-written = You have an ask that has not gone yet. It is kept for 30 days.
ask-start-afresh = Start afresh
ask-enough = You two have { $count } asks on their way. That is as many as there can be at a time. When one is closed there is room for another.
ask-enough-open = You two have two asks on their way already. When one is closed there is room for this one. It is kept: /ask
ask-show-one = Show ask { $number }
ask-cancelled = Cancelled. It went to no other pair.
ask-moved-on = That has been settled already.
ask-reads-otherwise = It has changed since. This is how it reads now.
ask-in-words = That has no words in it yet. Could you write your question in a few words?
ask-words-only = Only words can go to other pairs. Could you type it?
ask-long = That is more than others may read: { $longest } letters at most. Could you say it more shortly? What you wrote is still here above.
ask-edit-too-late = Other pairs have your ask already. What they got stays as it was.

# The partner's say.
ask-awaits = { $named ->
        [yes] { ask-partner-gets-it } It goes when you both agree. I will tell you if three days bring no yes.
       *[no] { ask-partner-gets-it } It goes after four hours of { $partner }’s day, or sooner if { $partner } says so. { $partner } can also ask to wait.
    }
ask-partner-gets-it = { $at_night ->
        [yes] It is night for { $partner }, who gets it at 7 in the morning.
       *[no] { $partner } gets it now.
    }
ask-for-partner =
    { $name } has written an ask to other pairs. { $named ->
        [yes] It shows both your names, so it goes only if you agree.
       *[no] It shows no names. It goes after four hours of your day, unless you tap Wait.
    } Others would see this:

    <tg-spoiler>{ ask-card }</tg-spoiler>
ask-agree = I agree
ask-send-now = Send it now
ask-wait = Wait
ask-rather-not-named = Not with names
ask-partner-agreed = { $name } agrees. Your ask is on its way. You will both get what comes back, here.
ask-partner-not-named = { $name } would rather not ask with names. It has gone nowhere. You could ask without names, or talk it over.
ask-partner-waits = { $name } asks you to wait with your ask. It has gone nowhere. Talk it over: { $name } can let it go at any time.
ask-no-yes = { $has_partner ->
        [yes] { $partner } has not said yes yet. People are often busy. Your ask has gone nowhere so far. You could ask without names, or wait a little longer.
       *[no] Your partner is not here any more, so your ask has gone nowhere. You could ask without names, or tap “{ ask-change }” to show yours alone.
    }
ask-waited-long = Your ask waited a long time for a yes, so I have let it go. No other pair saw it. If it still matters to you, you can ask anew: /ask
ask-taken-back = { $name } has taken the ask back. It went to no other pair.
ask-you-not-named = That is fine. { $partner } will hear that, and it has gone nowhere.
ask-you-wait = It waits. { $partner } will hear that. When you have talked it over, you can let it go here.
ask-waits-already = It waits already.
ask-on-its-way = Your ask is on its way to the first pairs. { $has_partner ->
        [yes] You will both get what comes back, here.
       *[no] What comes back comes to you, here.
    }
ask-close = Close it, thank you

# What comes to other pairs.
ask-came =
    Another pair asks for help. { $why ->
        [topic] You worked on { $why_topic } too.
        [challenge] Your challenge is close to theirs.
        [further] You are further on.
        [fresh] You come from another place, and may see it afresh.
        [pointed] A facilitator thought of you.
       *[turn] It is your turn to be asked.
    }

    <tg-spoiler>{ ask-card }</tg-spoiler>
ask-came-over =
    <b>This ask is over.</b> { $answered ->
        [yes] Thank you for your answer.
       *[no] There is nothing left to do, and nobody minds if you had no time.
    }{ $has_ask ->
        [yes] {" "}It was about: <tg-spoiler>{ $ask }</tg-spoiler>
       *[no] { "" }
    }
ask-share-thought = Share a thought
ask-been-there = We have been there
ask-not-this-time = Not this time
ask-report = Report

# How it goes on.
ask-library = { $count ->
        [one] While you wait: one ask from the library is like yours. See what helped there.
       *[other] While you wait: some asks from the library are like yours. See what helped there.
    }
ask-library-entry = { $words }
ask-nobody-free = Nobody is free to be asked just now. Your ask stays open, and I go on looking. Any pair can find it meanwhile.
ask-stands =
    { $state ->
        [awaiting] Your ask waits for a yes from you both.
        [open] Your ask is open until { DAY($until) }. So far { $asked } pairs have got it, and { $count } have answered.
       *[closed] Your ask is closed.
    }

    { ask-card }
ask-closed = Closed, thank you. No more pairs are asked. { $has_partner ->
        [yes] You both get a summary.
       *[no] Here is what came of it.
    }
ask-summary =
    { $by_partner ->
        [yes] { $name } has closed your ask
       *[no] Your ask has come to its end
    }: “{ $ask }”
    { $asked ->
        [one] One pair got it.
       *[other] { $asked } pairs got it.
    } { $count ->
        [0] Nobody answered this time. It was worth asking: people are often busy. You could ask again, or look at what others asked.
        [one] One pair answered:
       *[other] { $count } pairs answered:
    }
    { $answers }{ $facilitator ->
        [yes]
    { "" }
    Your facilitator wrote to you too.
       *[no] { "" }
    }
ask-again = Ask again
ask-again-draft = Here it is again. You can change it before it goes.
ask-hear-facilitator = Ask my facilitator
ask-look-round = See what others asked
ask-facilitator-asked = Your facilitator gets your ask, as other pairs saw it. If an answer comes, it comes here.
ask-facilitator-knows = Your facilitator has it already.
ask-no-facilitator = There is no facilitator here yet who could answer.

# The facilitator.
ask-unanswered =
    A pair of yours asked the network, and { $open ->
        [yes] nobody has answered for a day.
       *[no] nobody answered. They ask if you can help.
    } You see it as other pairs do.

    <tg-spoiler>{ ask-card }</tg-spoiler>
ask-answer = Answer
ask-point = Point it at a pair
ask-write-answer = <b>What would you like to answer?</b> The pair that asks will see it, from “Your facilitator”. You will see it before it goes.
ask-answer-check =
    The pair that asks will see this:

    { $words }
ask-answer-send = Send
ask-answer-drop = Leave it
ask-answer-sent = Sent to the pair that asks.
ask-answer-dropped = Left. Nothing was sent.
ask-from-facilitator =
    Your facilitator writes about your ask:

    <tg-spoiler>{ $words }</tg-spoiler>
ask-peers = <b>Which pair could help?</b> They get it as others do, with a line that a facilitator thought of them.
ask-peer = { $names }
ask-more-peers = More
ask-pointed = It is on its way to { $names }.
ask-not-free = It cannot go to them just now. Another pair may be free.
ask-gone = That ask is over.
