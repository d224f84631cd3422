# Prompts and answers. A question says first who will see the answer.

reflection-question = { $seen ->
        [you] Only you will see this.
        [for-now] Only you for now: your partner is not here yet.
        [partner] { $partner } will see this.
        [both] Opens to you both when both have answered.
        [waited-for] { $partner } has answered. Yours opens both.
       *[choose] Who may see your answer? Tap that first.
    }{ $reminder ->
        [yes] { " " }Just a reminder, no hurry.
       *[no] { "" }
    }

    <b>{ $title }</b>
    { $question }

reflection-end = { $step } · { $words }
reflection-step = { $step }
reflection-option = { $words }
reflection-ticked = ✓ { $words }
reflection-ticks-done = That is my answer
reflection-only-me = Only me
reflection-my-partner = My partner
reflection-later-today = Later today
reflection-tomorrow = Tomorrow
reflection-skip = Skip
reflection-leave-blank = Leave this one
reflection-next = Next question
reflection-not-an-answer = Not an answer

reflection-picked = <b>{ $title }</b>
    { $question }

    You said: <b>{ $answer }</b>
reflection-said-already = I have that already.
reflection-chosen-already = You chose that before. In /reflect you can still make your answer private.
reflection-choose-first = First choose who may see it: only you, or your partner.
reflection-only-you = Only you will see it.
reflection-no-partner = Your partner is not here just now, so it stays with you.
reflection-asked-already = It is just above.
reflection-moved-already = That has been moved already.
reflection-please-tap = This one is answered with its buttons.

reflection-put-off = <b>{ $title }</b>
    I’ll bring it back { $today ->
        [yes] today
       *[no] tomorrow
    } at { CLOCK($clock) }. You will find it in /reflect before then too.
reflection-put-off-already = That is put off already.
reflection-closes-before = It closes before then. You can answer it now, or skip it.
reflection-skipped = <b>{ $title }</b>
    Skipped, and that is fine. Until { DAY($until) } you can still find it in /reflect.
reflection-skipped-already = That is skipped already.
reflection-left-as-it-was = It stays as it was.
reflection-answered-already = You have answered this one. /reflect shows your answer.

reflection-kept = Kept as your answer. Only you can see it.
reflection-kept-more = Kept. Anything you add now goes with it. There is one more question when you are ready.
reflection-kept-choose = Kept as your answer. Only you can see it until you say: may { $partner } see it too?
reflection-all-blank = That is fine. You can still find it in /reflect.
reflection-held-sealed = Kept as your answer. { $partner } will see it when both have answered. You have two minutes to change your mind.
reflection-held-opens = Kept as your answer. In two minutes both answers open, to you and to { $partner }.
reflection-held-partner = Kept as your answer. { $partner } will see it in two minutes.
reflection-taken-back = Your words are gone, here and in this chat. This prompt has closed, so there is nothing more to do.
reflection-nobody-there = Your partner is not here just now, so only you can see your answer to “{ $title }”.
reflection-edit-kept = Your change is kept.

reflection-closed = That prompt has closed, so it takes no answer now. /reflect shows what is open.
reflection-not-yet = It is not time for that one yet. /reflect shows what is open.
reflection-opened-already = Your partner has seen that answer, so it stays as it was.

reflection-given-back = { $has_words ->
        [yes] Your own words from the start, to “{ $title }”. Only you see them:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] What you answered at the start, to “{ $title }”. Only you see it:
    }
reflection-from-partner = { $has_words ->
        [yes] { $name } has answered “{ $title }”:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] { $name } has answered “{ $title }” with this:
    }
reflection-opened = { $has_words ->
        [yes] You have both answered “{ $title }”. { $name } wrote:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] You have both answered “{ $title }”. { $name } sent this:
    }
reflection-opened-yours = { $has_words ->
        [yes] And you wrote:

        <tg-spoiler>{ $words }</tg-spoiler>
       *[no] And you sent this:
    }
reflection-talk-about = One thing to talk about with { $name }:

    { $question }
reflection-partner-answered = { $answered ->
        [yes] { $name } has answered “{ $title }” too. Your answer is only with you. If you share it, both open.
       *[no] { $name } has answered “{ $title }”. Yours opens both.
    }
reflection-answer-now = Answer it
reflection-share-mine = Share mine

reflection-only-answer = “{ $title }” has closed, and yours is the one answer. Would you like { $partner } to see it, or shall it stay with you?
reflection-share-anyway = Share it anyway
reflection-keep-it = Keep it
reflection-shared = { $partner } will have it shortly.
reflection-kept-private = Kept. Only you can see it.
reflection-settled-already = That has been decided already.

reflection-prompts = { $waiting ->
        [0] { $others ->
            [0] Nothing waits for you just now.
           *[other] Nothing waits for you. If you like, here is more to think about. Take one or none.
        }
        [one] One prompt waits for you. Tap it to answer.
       *[other] { $waiting } prompts wait for you. Tap one to answer; there is no hurry.
    }
reflection-title = { $title }
reflection-more = More
reflection-answers = My answers
reflection-answered = What you have answered, the newest first:
reflection-none-answered = There is no answer here yet.
reflection-your-answer = <b>{ $title }</b>
    { $opened ->
        [yes] Your partner has seen this.
       *[no] { $visibility ->
            [partner] { $partner } is to see this.
            [sealed] Opens to you both when both have answered.
           *[private] Only you can see this.
        }
    }

    { $words }
reflection-anew = { $of ->
        [1] Answer anew
       *[other] Answer question { $number } anew
    }
reflection-make-private = Make it private
reflection-now-private = Done. Only you can see that answer now.
reflection-share-with = Share with { $partner }
reflection-delete = Delete it
