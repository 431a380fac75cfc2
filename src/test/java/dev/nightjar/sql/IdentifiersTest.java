package dev.nightjar.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifiersTest {

    @Test
    void quotesInsideNamesAreDoubled() {
        assertThat(Identifiers.quote("odd \"name")).isEqualTo("\"odd \"\"name\"");
        assertThat(Identifiers.quote("public", "T")).isEqualTo("\"public\".\"T\"");
    }

    @Test
    void onlyNamesThatReadDifferentlyWithoutQuotesAreQuotedForPeople() {
        assertThat(Identifiers.readable("orders_2026")).isEqualTo("orders_2026");
        assertThat(Identifiers.readable("données")).isEqualTo("\"données\"");
        assertThat(Identifiers.readable("Orders")).isEqualTo("\"Orders\"");
        assertThat(Identifiers.readable("select")).isEqualTo("\"select\"");
        assertThat(Identifiers.readable("2nd")).isEqualTo("\"2nd\"");
    }

    @Test
    void namesThatNoServerHoldsAreRefused() {
        assertThatThrownBy(() -> Identifiers.quote("")).isInstanceOf(UnusableNameException.class);
        assertThatThrownBy(() -> Literals.quote("a\0b")).isInstanceOf(UnusableNameException.class);
    }

    @Test
    void literalsReadTheSameWhateverTheSessionSays() {
        assertThat(Literals.quote("it's")).isEqualTo("'it''s'");
        assertThat(Literals.quote("a\\b'")).isEqualTo("E'a\\\\b'''");
    }
}
