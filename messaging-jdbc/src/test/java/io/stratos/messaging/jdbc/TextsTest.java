package io.stratos.messaging.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextsTest {

    private final Texts texts = new Texts();

    @Test
    void parameters_becomeQuestionMarks_inTheirOrder() {
        Texts.Text text = texts.of("SELECT :a, CAST(:v0_b AS varchar ARRAY), :a");

        assertThat(text.text()).isEqualTo("SELECT ?, CAST(? AS varchar ARRAY), ?");
        assertThat(text.parameters()).containsExactly("a", "v0_b", "a");
        assertThat(texts.of("SELECT :a, CAST(:v0_b AS varchar ARRAY), :a")).isSameAs(text);
    }

    @Test
    void castsAndQuotedColons_stay() {
        Texts.Text text = texts.of("SELECT x::text, ':a it''s :b', :c");

        assertThat(text.text()).isEqualTo("SELECT x::text, ':a it''s :b', ?");
        assertThat(text.parameters()).containsExactly("c");
    }
}
