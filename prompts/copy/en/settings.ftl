# Settings, pauses and stopping what is under way.

settings =
    <b>Your settings</b>
    Name: { $name }
    Questions: around { CLOCK($clock) }, { $days ->
        [127] on any day
        [31] Monday to Friday
        [96] at weekends
       *[other] on { $count } { $count ->
            [one] day
           *[other] days
        } of the week
    }
    Place: { $city }
    { $until ->
        [none] No pause
       *[other] Paused until { DAY($until) }
    }
settings-time = Time
settings-days = Days
settings-name = Name
settings-place = Place
settings-pause = Pause

settings-ask-time = When shall your questions come? Tap one, or type a time between 7 in the morning and 9 in the evening, such as “half past six”.
settings-time-done = Done. Your questions will come around { CLOCK($clock) }.

settings-ask-days = On which days may questions come? Tap a day to change it.
settings-day = { $day ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
    }: { $chosen ->
    [yes] yes
   *[no] no
    }
settings-days-done = That is it
settings-one-day = Please keep at least one day. /pause gives you a rest from all of them.

settings-ask-name = What shall we call you? Please type it.
settings-name-done = Done. From now on you are { $name } here.

settings-ask-place = Where are you? Tap a place, or type a city, such as “Madrid”. Your questions then come by the clock there.
settings-zone = { $city }
settings-place-unknown = I do not know that place. Please type the nearest big city, such as “Madrid” or “New York”.
settings-place-done = Done. Your questions now come by the clock in { $city }, where it is { CLOCK($clock) }.

pause-ask = How long would you like a rest? No questions come until then. Your partner sees only “paused until” and the day.
pause-week = A week
pause-two-weeks = Two weeks
pause-month = A month
pause-other-day = Until another day
pause-ask-day = On which day shall questions come again? Please type it, such as “12 May” or “next Monday”.
pause-day-not-understood = I did not understand that day. Please type it like “12 May”, “12/5” or “next Monday”.
pause-too-soon = Please choose a day after today.
pause-too-long = That is more than a year away. Please choose a nearer day. You can pause again later.
pause-done = Have a good rest. Questions come again on { DAY($until) }. You can end the pause at any time.
pause-now = You are having a rest until { DAY($until) }. Would you like to change that?
pause-end = End the pause
pause-ended = Welcome back. Questions come again as usual.
pause-ended-already = There is no pause now.
pause-welcome-back = Welcome back, { $name }. Your rest is over, and questions come again as usual. Would you like longer? /pause

cancel-done = Stopped. I am not waiting for anything from you. /home shows where things are.
