package io.stratos.messaging.internal.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.stratos.messaging.schedule.TimeWish;
import io.stratos.messaging.schedule.TimeWish.Part;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCommandsTest {

    private static final long SEED = 20_261_120L;
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

    /** A Monday, 10:20 in New York. */
    private static final Instant NOW = at("2026-03-02T10:20", NEW_YORK);

    @ParameterizedTest
    @CsvSource({
        "LATER 3PM, 2026-03-02T15:00",
        "later 3 pm please, 2026-03-02T15:00",
        "Later at 3 p.m., 2026-03-02T15:00",
        "LATER 3, 2026-03-02T15:00",
        "LATER 15:30, 2026-03-02T15:30",
        "later 3:30pm, 2026-03-02T15:30",
        "later 3.30, 2026-03-02T15:30",
        "ＬＡＴＥＲ ３ＰＭ, 2026-03-02T15:00",
        "LATER 9AM, 2026-03-03T09:00",
        "LATER 9, 2026-03-02T21:00",
        "LATER 10, 2026-03-03T10:00",
        "LATER 11, 2026-03-02T11:00",
        "LATER 12, 2026-03-02T12:00",
        "LATER 12AM, 2026-03-03T00:00",
        "LATER 03:30, 2026-03-03T03:30",
        "LATER NOON, 2026-03-02T12:00",
        "LATER TOMORROW, 2026-03-03T08:00",
        "LATER TOMORROW 9, 2026-03-03T09:00",
        "LATER TOMORROW AT 4, 2026-03-03T16:00",
        "later 9 tomorrow, 2026-03-03T09:00",
        "later tomorrow afternoon, 2026-03-03T12:00",
        "later tomorrow evening at 6, 2026-03-03T18:00",
        "later 8 in the evening, 2026-03-02T20:00",
        "later tonight, 2026-03-02T17:00",
        "later this afternoon, 2026-03-02T12:00",
        "later evening, 2026-03-02T17:00",
        "later morning, 2026-03-03T08:00",
        "LATER MONDAY, 2026-03-09T08:00",
        "later fri 10am, 2026-03-06T10:00",
        "later next week, 2026-03-09T08:00",
        "later in 2 hours, 2026-03-02T12:20",
        "later in an hour, 2026-03-02T11:20",
        "later 45 minutes, 2026-03-02T11:05",
        "later in 3 days, 2026-03-05T10:20",
        "más tarde a las 3, 2026-03-02T15:00",
        "MAS TARDE MAÑANA 9, 2026-03-03T09:00",
        "más tarde a las 8 de la noche, 2026-03-02T20:00",
        "luego mañana por la tarde, 2026-03-03T12:00",
        "más tarde el viernes a las 10, 2026-03-06T10:00",
        "después en 2 horas, 2026-03-02T12:20",
        "plus tard 15h, 2026-03-02T15:00",
        "PLUS TARD 15h30 svp, 2026-03-02T15:30",
        "plus tard demain 9h, 2026-03-03T09:00",
        "plus tard demain à 9 heures du matin, 2026-03-03T09:00",
        "plus tard ce soir, 2026-03-02T17:00",
        "plus tard dans une heure, 2026-03-02T11:20",
        "plus tard dans 2 heures, 2026-03-02T12:20",
        "plus tard après-demain, 2026-03-04T08:00",
        "plus tard lundi à 14h, 2026-03-09T14:00"
    })
    void later_isNothingBeforeThatTime(String text, String local) {
        assertThat(TimeCommands.read(text, NOW, NEW_YORK)).contains(new TimeWish.NotBefore(at(local, NEW_YORK)));
    }

    @ParameterizedTest
    @CsvSource({
        "MORNING, MORNING",
        "mornings please, MORNING",
        "mornings only, MORNING",
        "Afternoon, AFTERNOON",
        "EVENING, EVENING",
        "in the evening, EVENING",
        "por la mañana, MORNING",
        "tardes, AFTERNOON",
        "NOCHES, EVENING",
        "matin svp, MORNING",
        "l'après-midi, AFTERNOON",
        "SOIR, EVENING"
    })
    void partOfTheDay_isAPreference(String text, Part part) {
        assertThat(TimeCommands.read(text, NOW, NEW_YORK)).contains(new TimeWish.PartOfDay(part));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"ANYTIME", "any time", "anytime is fine", "cuando sea", "a cualquier hora", "n'importe quand"})
    void anytime_isOne(String text) {
        assertThat(TimeCommands.read(text, NOW, NEW_YORK)).contains(new TimeWish.Anytime());
    }

    @ParameterizedTest
    @CsvSource({
        "LATER, en",
        "later please, en",
        "LATER 25:00, en",
        "LATER 3:75, en",
        "LATER 13PM, en",
        "LATER 0AM, en",
        "LATER 3 4, en",
        "LATER PM, en",
        "later tomorrow monday, en",
        "LATER TODAY, en",
        "later this morning, ''",
        "LATER TODAY 9AM, en",
        "later 3ish, en",
        "later in 5, ''",
        "later in 400 days, en",
        "later in, en",
        "más tarde, es",
        "más tarde 30:00, es",
        "plus tard, fr",
        "plus tard 26h, fr"
    })
    void whatLooksLikeACommand_isSaidToBeNone(String text, String language) {
        var wish = TimeCommands.read(text, at("2026-03-02T13:20", NEW_YORK), NEW_YORK);
        if (language.isEmpty()) {
            assertThat(wish).isPresent();
            return;
        }
        assertThat(wish.orElseThrow()).isInstanceOfSatisfying(TimeWish.NotUnderstood.class, no -> {
            assertThat(no.language()).isEqualTo(language);
            assertThat(no.problem()).contains("LATER 3PM");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "3PM",
                "tomorrow 9",
                "later would be better, can you come at 5",
                "later than 3 works too",
                "see you later",
                "I will be home later",
                "later dude",
                "good morning",
                "this morning was fine",
                "tomorrow morning",
                "evening appointment please",
                "any time after 5 works for me",
                "mañana",
                "más tarde le llamo yo",
                "plus tard je vous rappelle",
                "STOP",
                "123456789"
            })
    void ordinaryTexts_areNoCommands(String text) {
        assertThat(TimeCommands.read(text, NOW, NEW_YORK)).isEmpty();
    }

    @Test
    void tonight_writtenInTheEvening_isAnHourFromNow_andIsOverAtNight() {
        assertThat(TimeCommands.read("later tonight", at("2026-03-02T19:10", NEW_YORK), NEW_YORK))
                .contains(new TimeWish.NotBefore(at("2026-03-02T20:10", NEW_YORK)));
        assertThat(TimeCommands.read("later tonight", at("2026-03-02T23:30", NEW_YORK), NEW_YORK)
                        .orElseThrow())
                .isInstanceOf(TimeWish.NotUnderstood.class);
    }

    @Test
    void timeThatTheClocksSkip_isWhenTheySkipIt() {
        Instant before = at("2026-03-08T01:00", NEW_YORK);

        assertThat(TimeCommands.read("LATER 2:30AM", before, NEW_YORK))
                .contains(new TimeWish.NotBefore(Instant.parse("2026-03-08T07:00:00Z")));
        assertThat(TimeCommands.read("LATER 3AM", before, NEW_YORK))
                .contains(new TimeWish.NotBefore(Instant.parse("2026-03-08T07:00:00Z")));
    }

    @Test
    void timeThatComesTwice_isTheFirstToCome() {
        assertThat(TimeCommands.read("LATER 1:30AM", Instant.parse("2026-11-01T05:00:00Z"), NEW_YORK))
                .contains(new TimeWish.NotBefore(Instant.parse("2026-11-01T05:30:00Z")));
        assertThat(TimeCommands.read("LATER 1:30AM", Instant.parse("2026-11-01T05:40:00Z"), NEW_YORK))
                .contains(new TimeWish.NotBefore(Instant.parse("2026-11-01T06:30:00Z")));
    }

    @Test
    void daysFromNow_keepTheClock_hoursFromNowDoNot() {
        Instant before = at("2026-03-07T10:00", NEW_YORK);

        assertThat(TimeCommands.read("later in 1 day", before, NEW_YORK))
                .contains(new TimeWish.NotBefore(at("2026-03-08T10:00", NEW_YORK)));
        assertThat(TimeCommands.read("later in 24 hours", before, NEW_YORK))
                .contains(new TimeWish.NotBefore(at("2026-03-08T11:00", NEW_YORK)));
        assertThat(TimeCommands.read("later in 16 hours", before, NEW_YORK))
                .contains(new TimeWish.NotBefore(at("2026-03-08T03:00", NEW_YORK)));
    }

    @Test
    void anyWordsInAnyOrder_areOfTheFuture_orNoTime() {
        String[] words = {
            "later",
            "3",
            "pm",
            "am",
            "tomorrow",
            "15",
            ":",
            "30",
            "in",
            "hours",
            "monday",
            "evening",
            "tonight",
            "12",
            "h",
            "00",
            "next week",
            "noon",
            "24",
            "más tarde",
            "mañana",
            "demain",
            "an"
        };
        Random random = new Random(SEED);
        ZoneId[] zones = {NEW_YORK, ZoneId.of("Pacific/Apia"), ZoneId.of("Australia/Lord_Howe"), ZoneId.of("UTC")};
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("later");
            for (int i = random.nextInt(5); i >= 0; i--) {
                text.append(' ').append(words[random.nextInt(words.length)]);
            }
            Instant now = NOW.plusSeconds(random.nextInt(400 * 24 * 3600));
            ZoneId zone = zones[random.nextInt(zones.length)];
            TimeCommands.read(text.toString(), now, zone).ifPresent(wish -> {
                if (wish instanceof TimeWish.NotBefore later) {
                    assertThat(later.instant())
                            .as("'%s' at %s in %s, seed %d", text, now, zone, SEED)
                            .isAfter(now);
                }
            });
        }
    }

    private static Instant at(String local, ZoneId zone) {
        return LocalDateTime.parse(local).atZone(zone).toInstant();
    }
}
