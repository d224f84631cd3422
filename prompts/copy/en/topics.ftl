# What asks are about, one branch for each topic of prompts/topics.yaml.

# On a button.
topic-name = { $topic ->
        [discharge] Coming home from hospital
        [letters] Letters and leaflets
        [appointments] Appointments and travel
        [waiting] Waiting
        [digital] Phones and computers
        [language] Languages and signing
        [carers] Carers and families
        [young-people] Young people
        [mental-health] Mental health
        [medicines] Medicines
        [end-of-life] End of life
        [maternity] Birth and babies
        [care-homes] Care homes
        [older-people] Growing old
        [disability] Disability
        [long-term] Long-term illness
        [staff] Staff and training
        [community] Community groups
        [voice] Having a say
       *[records] Records and sharing them
    }

# Within a sentence: "You worked on letters and leaflets too."
topic-spoken = { $topic ->
        [discharge] coming home from hospital
        [letters] letters and leaflets
        [appointments] appointments and travel
        [waiting] waiting
        [digital] phones and computers
        [language] languages and signing
        [carers] carers and families
        [young-people] young people
        [mental-health] mental health
        [medicines] medicines
        [end-of-life] the end of life
        [maternity] birth and babies
        [care-homes] care homes
        [older-people] growing old
        [disability] disability
        [long-term] long-term illness
        [staff] staff and training
        [community] community groups
        [voice] having a say
       *[records] records and sharing them
    }
