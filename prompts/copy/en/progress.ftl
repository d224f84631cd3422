# How is it going? Who will see the answer is said first.

progress-moving = Moving
progress-slow = Slow
progress-stuck = Stuck
progress-done = Done
progress-state = { $state ->
        [moving] { progress-moving }
        [slow] { progress-slow }
        [stuck] { progress-stuck }
       *[done] { progress-done }
    }

progress-how =
    { $has_partner ->
        [yes] { $partner } will see what you tap, and the words you add.
       *[no] Only you will see this for now.
    }
    <b>How is it going with your challenge?</b>

progress-saved =
    Kept: <b>{ progress-state }</b>.
    { $part ->
        [obstacle] <b>What is in the way?</b>
       *[happened] <b>What happened?</b>
    } { $has_partner ->
        [yes] Write it, or send a photo or a voice note. { $partner } will see it.
       *[no] Write it, or send a photo or a voice note. Only you will see it for now.
    }

progress-add-step = Next step
progress-done-for-now = Done for now
progress-tell-more = Say what happened

progress-said-already = That is kept already.
progress-words-gone = Those words are on their way. /progress starts a new update.

progress-held = Kept with your update. { $partner } will see it in two minutes.
progress-next =
    { $has_partner ->
        [yes] Is there a next step? A small one is fine.
       *[no] Kept. Only you will see it for now. Is there a next step? A small one is fine.
    }
progress-anew = Those words are gone. Write it again in your own time, or leave it: what you tapped is kept.

progress-thanks =
    { $has_partner ->
        [yes] Thank you. { $partner } will know it is
       *[no] Thank you. It is kept as
    } <b>{ $state ->
        [moving] moving
        [slow] slow
        [stuck] stuck
       *[done] done
    }</b>. That is all for now.

progress-told =
    { $name } has said how it is going:

    <tg-spoiler><b>{ progress-state }</b>{ $has_words ->
        [yes] . { $words }
       *[no] { "" }
    }</tg-spoiler>

# One half of a pair's words, as the other gets them.
relay-more = <tg-spoiler>{ $words }</tg-spoiler>
relay-file = From: { $name }

# Next steps.
step-what =
    <b>What is the next step?</b> Write it in a few words.
    { $has_partner ->
        [yes] { $partner } will see it.
       *[no] Only you will see it for now.
    }
step-words-only = A next step needs a few words. Could you write it?
step-long = That is a long step. Could you say it in fewer than { $longest } letters? What you wrote is still here above.
step-by-when = By when? Tap one, or type a day, like “Friday” or “12 May”.
step-move-when = When then? Tap one, or type a day, like “Friday” or “12 May”.
step-tomorrow = Tomorrow
step-in-a-week = In a week
step-in-two-weeks = In two weeks
step-before-workshop = Before the next workshop
step-no-day = No date
step-day-unclear = I could not read a day from today on in that. Try “Friday”, “in two weeks” or “12 May”, or tap one.
step-who = { $dated ->
        [yes] By { DAY($day) }.
       *[no] No date, then.
    } Who will do it?
step-me = Me
step-both = Both of us
step-ask-partner = Ask { $partner }
step-held = { $who ->
        [me] Kept as your next step. { $partner } will see it in two minutes.
        [both] Kept as a step for you both. { $partner } will see it in two minutes.
       *[partner] { $partner } will be asked in two minutes, and can say no.
    }
step-yours = Kept as your next step{ $dated ->
        [yes] , for { DAY($day) }. I will bring it back that day.
       *[no] .
    }
step-moved = { $dated ->
        [yes] Moved to { DAY($day) }. I will bring it back that day.
       *[no] Kept without a date. /pair shows it.
    }
step-anew = That step is gone. What is the next step? Write it, or leave it.
step-over = That step has moved on. /pair shows how things are now.

step-take = I’ll do it
step-decline = Not me
step-done = Done
step-move = Move it
step-drop = Drop it

step-told =
    { $who ->
        [me] { $name } has written down a next step of their own{ $dated ->
            [yes] , for { DAY($day) }:
           *[no] :
        }
        [both] { $name } has written down a next step for you both{ $dated ->
            [yes] , for { DAY($day) }:
           *[no] :
        }
       *[partner] { $name } asks if you could take this on{ $dated ->
            [yes] , by { DAY($day) }:
           *[no] :
        }
    }

    <tg-spoiler>{ $words }</tg-spoiler>
step-taken =
    { $name } says: I’ll do it.

    { $words }
step-declined =
    { $name } cannot take this on. You can do it yourself, or let it go.

    { $words }
step-dropped-told =
    { $name } cannot do this after all, and has let it go. If it still matters, /progress starts it anew.

    { $words }
step-moved-told =
    { $name } still means to do this, { $dated ->
        [yes] now by { DAY($day) }:
       *[no] now without a date:
    }

    { $words }
step-done-told =
    { $name } has done a next step:

    <tg-spoiler>{ $words }</tg-spoiler>
step-day-has-come =
    Today is the day for this next step:

    { $own ->
        [yes] { $words }
       *[no] <tg-spoiler>{ $words }</tg-spoiler>
    }
step-one =
    { $dated ->
        [yes] For { DAY($day) }:
       *[no] A next step without a date:
    }

    { $own ->
        [yes] { $words }
       *[no] <tg-spoiler>{ $words }</tg-spoiler>
    }
step-none = You have no open next steps. That is fine.
step-you-took = Thank you. It is yours now{ $dated ->
        [yes] , for { DAY($day) }. I will bring it back that day.
       *[no] .
    }
step-you-declined = That is fine. { $has_partner ->
        [yes] { $partner } will know.
       *[no] It is noted.
    }
step-yours-already = That is yours already.
step-declined-already = You have said so already.
step-well-done = Well done. That step is finished.
step-dropped = Let go. Not every step is worth taking.
step-closed-already = That step was closed before.
