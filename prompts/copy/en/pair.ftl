# The pair: challenge, last updates, next steps, the way so far.

pair-screen =
    { $has_left ->
        [yes] { $left } has left. What they wrote stays theirs and is no longer shown here.{ "\u000A\u000A" }
       *[no] { "" }
    }<b>Your challenge</b>
    { $has_challenge ->
        [yes] { $challenge }
       *[no] Not written yet.
    }

    { $updates ->
        [0] No updates yet. /progress starts one.
       *[other] <b>Last updates</b>
    }{ $u1_is ->
        [none] { "" }
        [words] { "\u000A" }{ DAY($u1_day) }, { $u1_name }: { $u1_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }. { $u1_own ->
            [yes] { $u1_words }
           *[no] <tg-spoiler>{ $u1_words }</tg-spoiler>
        }
       *[state] { "\u000A" }{ DAY($u1_day) }, { $u1_name }: { $u1_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }
    }{ $u2_is ->
        [none] { "" }
        [words] { "\u000A" }{ DAY($u2_day) }, { $u2_name }: { $u2_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }. { $u2_own ->
            [yes] { $u2_words }
           *[no] <tg-spoiler>{ $u2_words }</tg-spoiler>
        }
       *[state] { "\u000A" }{ DAY($u2_day) }, { $u2_name }: { $u2_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }
    }{ $u3_is ->
        [none] { "" }
        [words] { "\u000A" }{ DAY($u3_day) }, { $u3_name }: { $u3_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }. { $u3_own ->
            [yes] { $u3_words }
           *[no] <tg-spoiler>{ $u3_words }</tg-spoiler>
        }
       *[state] { "\u000A" }{ DAY($u3_day) }, { $u3_name }: { $u3_state ->
            [moving] { progress-moving }
            [slow] { progress-slow }
            [stuck] { progress-stuck }
           *[done] { progress-done }
        }
    }

    { $steps ->
        [0] No open next steps.
       *[other] <b>Next steps</b>
    }{ $s1_who ->
        [none] { "" }
        [you] { "\u000A" }You{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
        [both] { "\u000A" }Both of you{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
        [partner] { "\u000A" }{ $partner }{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
        [asked-of-you] { "\u000A" }{ $partner } asks you{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
        [asked-by-you] { "\u000A" }You asked { $partner }{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
       *[other] { "\u000A" }Nobody yet{ $s1_dated ->
            [yes] , { DAY($s1_day) }
           *[no] { "" }
        }: { $s1_own ->
            [yes] { $s1_words }
           *[no] <tg-spoiler>{ $s1_words }</tg-spoiler>
        }
    }{ $s2_who ->
        [none] { "" }
        [you] { "\u000A" }You{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
        [both] { "\u000A" }Both of you{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
        [partner] { "\u000A" }{ $partner }{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
        [asked-of-you] { "\u000A" }{ $partner } asks you{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
        [asked-by-you] { "\u000A" }You asked { $partner }{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
       *[other] { "\u000A" }Nobody yet{ $s2_dated ->
            [yes] , { DAY($s2_day) }
           *[no] { "" }
        }: { $s2_own ->
            [yes] { $s2_words }
           *[no] <tg-spoiler>{ $s2_words }</tg-spoiler>
        }
    }{ $s3_who ->
        [none] { "" }
        [you] { "\u000A" }You{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
        [both] { "\u000A" }Both of you{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
        [partner] { "\u000A" }{ $partner }{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
        [asked-of-you] { "\u000A" }{ $partner } asks you{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
        [asked-by-you] { "\u000A" }You asked { $partner }{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
       *[other] { "\u000A" }Nobody yet{ $s3_dated ->
            [yes] , { DAY($s3_day) }
           *[no] { "" }
        }: { $s3_own ->
            [yes] { $s3_words }
           *[no] <tg-spoiler>{ $s3_words }</tg-spoiler>
        }
    }{ $s4_who ->
        [none] { "" }
        [you] { "\u000A" }You{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
        [both] { "\u000A" }Both of you{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
        [partner] { "\u000A" }{ $partner }{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
        [asked-of-you] { "\u000A" }{ $partner } asks you{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
        [asked-by-you] { "\u000A" }You asked { $partner }{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
       *[other] { "\u000A" }Nobody yet{ $s4_dated ->
            [yes] , { DAY($s4_day) }
           *[no] { "" }
        }: { $s4_own ->
            [yes] { $s4_words }
           *[no] <tg-spoiler>{ $s4_words }</tg-spoiler>
        }
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
        [yes] In two minutes this becomes your shared challenge, and { $partner } will be told.
       *[no] In two minutes this becomes your shared challenge.
    }
pair-challenge-anew = That is gone. What do the two of you want to change? Write it again, or leave it as it was.
pair-challenge-told =
    { $name } has put your shared challenge in new words. You can change them, or bring earlier ones back, under /pair.

    <tg-spoiler>{ $words }</tg-spoiler>
pair-challenge-restored =
    { $name } has brought an earlier wording of your shared challenge back:

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
