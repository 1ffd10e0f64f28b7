package io.stratos.messaging.internal.inbound;

import io.stratos.messaging.internal.schedule.TimeRequests;
import io.stratos.messaging.schedule.TimeWish;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Locale;

/** What the engine answers to commands about time, in the language they were written in. */
enum TimeAnswers {
    /** English. */
    EN(
            Locale.US,
            "h:mm a",
            "EEEE, MMM d",
            "{business}: OK, we will text you after {time}.",
            "{time} tomorrow|{time} on {day}",
            "{business}: OK, we will text you in the morning.|{business}: OK, we will text you in the afternoon."
                    + "|{business}: OK, we will text you in the evening.|{business}: OK, we will text you at any time.",
            "{business}: Sorry, we did not understand that time. Reply for example LATER 3PM, LATER TOMORROW 9,"
                    + " LATER IN 2 HOURS, MORNING, EVENING or ANYTIME."),
    /** Spanish. */
    ES(
            Locale.forLanguageTag("es"),
            "H:mm",
            "EEEE d 'de' MMMM",
            "{business}: De acuerdo, le escribiremos después de las {time}.",
            "{time} de mañana|{time} del {day}",
            "{business}: De acuerdo, le escribiremos por la mañana.|{business}: De acuerdo, le escribiremos por la tarde."
                    + "|{business}: De acuerdo, le escribiremos por la noche."
                    + "|{business}: De acuerdo, le escribiremos a cualquier hora.",
            "{business}: Perdón, no entendimos la hora. Responda por ejemplo MÁS TARDE 15:30, MÁS TARDE MAÑANA 9,"
                    + " MÁS TARDE EN 2 HORAS, TARDES, NOCHES o CUALQUIER HORA."),
    /** French. */
    FR(
            Locale.FRENCH,
            "H 'h' mm",
            "EEEE d MMMM",
            "{business} : D'accord, nous vous écrirons après {time}.",
            "{time} demain|{time} {day}",
            "{business} : D'accord, nous vous écrirons le matin.|{business} : D'accord, nous vous écrirons l'après-midi."
                    + "|{business} : D'accord, nous vous écrirons le soir."
                    + "|{business} : D'accord, nous vous écrirons à toute heure.",
            "{business} : Désolé, nous n'avons pas compris l'heure. Répondez par exemple PLUS TARD 15H30, PLUS TARD DEMAIN 9H,"
                    + " PLUS TARD DANS 2 HEURES, MATIN, SOIR ou À TOUTE HEURE.");

    private static final int ANYTIME = 3;

    private final Locale locale;
    private final DateTimeFormatter time;
    private final DateTimeFormatter day;
    private final String later;
    private final String days;
    private final String habits;
    private final String examples;

    TimeAnswers(Locale locale, String time, String day, String later, String days, String habits, String examples) {
        this.locale = locale;
        this.time = DateTimeFormatter.ofPattern(time, locale);
        this.day = DateTimeFormatter.ofPattern(day, locale);
        this.later = later;
        this.days = days;
        this.habits = habits;
        this.examples = examples;
    }

    /** {@return the answer, the business not yet filled in} */
    static String to(TimeRequests.Asked asked, LocalDate today) {
        TimeAnswers words = switch (asked.language()) {
            case "es" -> ES;
            case "fr" -> FR;
            default -> EN;
        };
        return words.answer(asked, today);
    }

    private String answer(TimeRequests.Asked asked, LocalDate today) {
        TimeWish wish = asked.wish();
        if (wish instanceof TimeWish.NotBefore) {
            return later.replace("{time}", moment(asked, today));
        }
        if (wish instanceof TimeWish.PartOfDay habit) {
            return one(
                    habits,
                    switch (habit.part()) {
                        case MORNING -> 0;
                        case AFTERNOON -> 1;
                        case EVENING -> 2;
                    });
        }
        return wish instanceof TimeWish.Anytime ? one(habits, ANYTIME) : examples;
    }

    private static String one(String several, int which) {
        return several.split("\\|", -1)[which];
    }

    private String moment(TimeRequests.Asked asked, LocalDate today) {
        LocalDate date = asked.time().toLocalDate();
        String clock = time.format(asked.time())
                + (asked.isOneOfMany() ? " (" + asked.zone().getDisplayName(TextStyle.FULL, locale) + ")" : "");
        if (date.equals(today)) {
            return clock;
        }
        return one(days, date.equals(today.plusDays(1)) ? 0 : 1)
                .replace("{time}", clock)
                .replace("{day}", day.format(asked.time()));
    }
}
