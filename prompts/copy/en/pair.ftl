# The pair: challenge, last updates, next steps, the way so far.

pair-screen =
    { $has_left ->
        [yes] { $left } has left. What they wrote stays theirs and is no longer shown here.{ "\u000A\u000A" }
        [gone] Your partner has left and has deleted their words.{ "\u000A\u000A" }
       *[no] { "" }
    }<b>Your challenge</b>
    { $has_challenge ->
        [yes] { $challenge }
       *[no] Not written yet.
    }

    { $update_count ->
        [0] No updates yet. /progress starts one.
       *[other] <b>Last updates</b>
            { $updates }
    }

    { $step_count ->
        [0] No open next steps.
       *[other] <b>Next steps</b>
            { $steps }
    }
pair-update =
    { DAY($day) }, { $name }: { progress-state }{ $with_files ->
        [none] { "" }
        [photo] , with { $count ->
            [one] a photo
           *[other] photos
        }
        [voice] , with { $count ->
            [one] a voice note
           *[other] voice notes
        }
       *[both] , with { $count ->
            [2] a photo and a voice note
           *[other] photos and voice notes
        }
    }{ $words_are ->
        [own] . { $words }
        [theirs] . <tg-spoiler>{ $words }</tg-spoiler>
       *[none] { "" }
    }
pair-step =
    { $who ->
        [you] You
        [both] Both of you
        [partner] { $partner }
        [asked-of-you] { $partner } asks you
        [asked-by-you] You asked { $partner }
       *[other] Nobody yet
    }{ $dated ->
        [yes] , { DAY($day) }
       *[no] { "" }
    }: { $own ->
        [yes] { $words }
       *[no] <tg-spoiler>{ $words }</tg-spoiler>
    }

pair-picture = { $description }

pair-my-steps = My next steps
pair-change-challenge = Change the challenge
pair-earlier = Earlier wordings
pair-use-wording = Use this again

pair-challenge-write =
    <b>What do the two of you want to change?</b> One or two sentences are enough.
    { $has_partner ->
        [yes] { $partner } will see it, two minutes after you send it.
       *[no] Your partner will see it when they join.
    }
pair-challenge-words-only = The challenge needs words. Could you write it?
pair-challenge-long = That is more than { $longest } letters. Could you make it one or two sentences? What you wrote is still here above.
pair-challenge-held = { $has_partner ->
        [yes] In two minutes this will be your shared challenge. { $partner } will be told.
       *[no] In two minutes this will be your shared challenge.
    }
pair-challenge-anew = That is gone. What do the two of you want to change? Write it again, or leave it as it was.
pair-challenge-told =
    { $name } has put your shared challenge in new words. You can change them, or bring earlier ones back, under /pair.

    <tg-spoiler>{ $words }</tg-spoiler>
pair-challenge-restored =
    { $name } has put your challenge back as it was before:

    <tg-spoiler>{ $words }</tg-spoiler>
pair-wording =
    { $has_name ->
        [yes] { DAY($day) }, by { $name }:
       *[no] { DAY($day) }, from your programme team:
    }

    <tg-spoiler>{ $words }</tg-spoiler>
pair-no-earlier = There are no earlier wordings.
pair-wording-counts-already = That is your challenge already.
pair-wording-back = { $has_partner ->
        [yes] Done. That is your challenge again, and { $partner } will be told.
       *[no] Done. That is your challenge again.
    }
