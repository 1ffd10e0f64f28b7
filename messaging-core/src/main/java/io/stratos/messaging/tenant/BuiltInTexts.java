package io.stratos.messaging.tenant;

import java.util.Map;

/** The answers that are built in, in the languages of the classifier; written so that they stay GSM-7. */
final class BuiltInTexts {

    private static final Map<String, Map<KeywordAnswer, String>> TEXTS = Map.of(
            "en",
            Map.of(
                    KeywordAnswer.STOP,
                    "{business}: You are unsubscribed and will receive no more messages. Reply START to resubscribe.",
                    KeywordAnswer.STOP_PURPOSE,
                    "{business}: You will receive no more {purpose} messages. Other messages may still come."
                            + " Reply HELP for help.",
                    KeywordAnswer.STOP_SENDER,
                    "{business}: You will receive no more messages from this number. Other numbers of ours may still"
                            + " text you. Reply START to undo this.",
                    KeywordAnswer.START,
                    "{business}: You are subscribed again. Reply HELP for help, STOP to stop.",
                    KeywordAnswer.HELP,
                    "{business}: For help contact {help}. Msg&data rates may apply. Reply STOP to stop.",
                    KeywordAnswer.THANKS,
                    "{business}: Thank you, you will now get {purpose} messages. Msg&data rates may apply."
                            + " Reply HELP for help, STOP to stop."),
            "es",
            Map.of(
                    KeywordAnswer.STOP,
                    "{business}: Baja confirmada. Ya no le enviaremos mensajes. Responda START para volver a recibirlos.",
                    KeywordAnswer.STOP_PURPOSE,
                    "{business}: Ya no le enviaremos mensajes de {purpose}. Otros mensajes pueden llegar."
                            + " Responda AYUDA para recibir ayuda.",
                    KeywordAnswer.STOP_SENDER,
                    "{business}: Ya no le enviaremos mensajes desde este numero. Pueden llegar desde otros."
                            + " Responda START para deshacerlo.",
                    KeywordAnswer.START,
                    "{business}: Vuelve a recibir nuestros mensajes. Responda AYUDA para recibir ayuda, STOP para"
                            + " terminar.",
                    KeywordAnswer.HELP,
                    "{business}: Para ayuda, contacte con {help}. Pueden aplicarse tarifas de mensajes y datos."
                            + " Responda STOP para terminar.",
                    KeywordAnswer.THANKS,
                    "{business}: Gracias. Ahora le enviaremos mensajes de {purpose}. Pueden aplicarse tarifas."
                            + " Responda AYUDA para recibir ayuda, STOP para terminar."),
            "fr",
            Map.of(
                    KeywordAnswer.STOP,
                    "{business} : C'est noté, nous ne vous enverrons plus de messages. Répondez START pour en recevoir à"
                            + " nouveau.",
                    KeywordAnswer.STOP_PURPOSE,
                    "{business} : Nous ne vous enverrons plus de messages de {purpose}. D'autres messages restent"
                            + " possibles. Répondez AIDE pour de l'aide.",
                    KeywordAnswer.STOP_SENDER,
                    "{business} : Vous ne recevrez plus de messages de ce numéro. D'autres de nos numéros peuvent vous"
                            + " écrire. Répondez START pour annuler.",
                    KeywordAnswer.START,
                    "{business} : Vous recevrez à nouveau nos messages. Répondez AIDE pour de l'aide, STOP pour ne plus"
                            + " en recevoir.",
                    KeywordAnswer.HELP,
                    "{business} : Pour de l'aide, contactez {help}. Des frais peuvent s'appliquer. Répondez STOP pour ne"
                            + " plus recevoir de messages.",
                    KeywordAnswer.THANKS,
                    "{business} : Merci, vous recevrez nos messages de {purpose}. Des frais peuvent s'appliquer."
                            + " Répondez AIDE pour de l'aide, STOP pour vous désabonner."));

    private BuiltInTexts() {}

    /** {@return the text in that language, else in English} */
    static String find(KeywordAnswer answer, String language) {
        String text = TEXTS.getOrDefault(language, Map.of()).get(answer);
        return text != null ? text : TEXTS.getOrDefault("en", Map.of()).getOrDefault(answer, "");
    }
}
