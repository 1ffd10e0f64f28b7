package io.stratos.messaging.internal.dispatch;

import io.stratos.messaging.delivery.Decision;
import io.stratos.messaging.internal.gate.DisclosureRule;
import io.stratos.messaging.message.Content;
import io.stratos.messaging.message.LongText;
import java.util.List;

/**
 * The requests one message takes: its text cut to what the provider carries at once; media goes with the first.
 *
 * <p>Cut from the stored text by the stored limit each time, so every worker on every node cuts the same.
 */
final class Units {

    private final Content content;
    private final List<String> texts;

    private Units(Content content, List<String> texts) {
        this.content = content;
        this.texts = texts;
    }

    static Units of(Content content, int limit) {
        return new Units(
                content,
                content.text().length() <= limit ? List.of(content.text()) : LongText.split(content.text(), limit));
    }

    int count() {
        return texts.size();
    }

    /** {@return what the request carries that this decision permitted} */
    Content unit(int index, Decision permitted) {
        if (index > 0) {
            return Content.text(texts.get(index));
        }
        Content first = content.withText(texts.get(0));
        return DisclosureRule.added(permitted)
                .map(words -> DisclosureRule.with(first, words))
                .orElse(first);
    }
}
