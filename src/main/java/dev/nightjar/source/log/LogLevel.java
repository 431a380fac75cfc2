package dev.nightjar.source.log;

import dev.nightjar.source.log.bytes.ByteSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What stands before the colon of a log line: the severity that starts an entry, or the field that goes on with it.
 * Translated words: message catalogues of PostgreSQL 13 to 18 (de, fr, es, it, pt, pl, ru, sv, ja, ko, zh).
 */
enum LogLevel {
    DEBUG,
    LOG("LOG", "ЖУРНАЛ", "REGISTRO", "LOGG", "ログ", "로그", "日志"),
    INFO("INFO", "INFORMACIÓN", "ИНФОРМАЦИЯ", "INFORMACJA", "情報", "정보", "信息"),
    NOTICE("NOTICE", "HINWEIS", "NOTICE", "ЗАМЕЧАНИЕ", "UWAGA", "AVISO", "NOTIS", "알림", "注意"),
    WARNING("WARNING", "WARNUNG", "ATTENTION", "ADVERTENCIA", "ПРЕДУПРЕЖДЕНИЕ", "OSTRZEŻENIE", "VARNING", "警告", "경고"),
    ERROR("ERROR", "FEHLER", "ERREUR", "ERRORE", "ERRO", "ОШИБКА", "BŁĄD", "FEL", "エラー", "오류", "错误"),
    FATAL("FATAL", "FATAL", "FATALE", "ВАЖНО", "KATASTROFALNY", "FATALT", "치명적오류", "致命错误"),
    PANIC("PANIC", "PANIK", "PANICO", "PÁNICO", "PÂNICO", "ПАНИКА", "PANIKA", "PANIQUE", "パニック", "손상", "比致命错误还过分的错误"),
    DETAIL(
            "DETAIL",
            "DÉTAIL",
            "DETALLE",
            "DETTAGLI",
            "DETALHE",
            "ПОДРОБНОСТИ",
            "SZCZEGÓŁY",
            "DETALJ",
            "詳細",
            "상세정보",
            "描述",
            "详细信息"),
    HINT(
            "HINT",
            "TIPP",
            "ASTUCE",
            "HINT",
            "SUGGERIMENTO",
            "DICA",
            "ПОДСКАЗКА",
            "PODPOWIEDŹ",
            "TIPS",
            "ヒント",
            "힌트",
            "提示"),
    QUERY("QUERY", "ANFRAGE", "REQUÊTE", "CONSULTA", "ЗАПРОС", "ZAPYTANIE", "FRÅGA", "問い合わせ", "쿼리", "查询"),
    CONTEXT(
            "CONTEXT",
            "ZUSAMMENHANG",
            "KONTEXT",
            "CONTEXTE",
            "CONTEXTO",
            "CONTESTO",
            "КОНТЕКСТ",
            "KONTEKST",
            "文脈",
            "内容",
            "上下文",
            "背景"),
    LOCATION(
            "LOCATION",
            "ORT",
            "EMPLACEMENT",
            "UBICACIÓN",
            "POSIZIONE",
            "ОТЛАДКА-РАСПОЛОЖЕНИЕ",
            "LOKALIZACJA",
            "PLATS",
            "場所",
            "위치",
            "位置"),
    STATEMENT(
            "STATEMENT",
            "ANWEISUNG",
            "INSTRUCTION",
            "SENTENCIA",
            "ISTRUZIONE",
            "COMANDO",
            "ОПЕРАТОР",
            "WYRAŻENIE",
            "SATS",
            "文",
            "명령 구문",
            "语句"),
    BACKTRACE("BACKTRACE", "BACKTRACE");

    private static final byte[] DEBUG_WORD = ByteSearch.ascii("DEBUG");
    private static final int LONGEST_WORD = 48;
    private static final Word[][] BY_LENGTH = byLength();

    @SuppressWarnings("ImmutableEnumChecker") // Never written after construction.
    private final byte[][] words;

    LogLevel(String... words) {
        this.words = new byte[words.length][];
        for (int i = 0; i < words.length; i++) {
            this.words[i] = words[i].getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Whether it starts an entry. */
    boolean isSeverity() {
        return compareTo(PANIC) <= 0;
    }

    /** Whether this is the English word; others mean that the messages cannot be read. */
    boolean isEnglish(byte[] bytes, int from, int to) {
        return this == DEBUG || (words[0].length == to - from && ByteSearch.startsWith(bytes, from, to, words[0]));
    }

    /** The level spelt by these bytes. */
    static Optional<LogLevel> find(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length < BY_LENGTH.length && length > 0) {
            for (Word word : BY_LENGTH[length]) {
                if (word.bytes[0] == bytes[from] && ByteSearch.startsWith(bytes, from, to, word.bytes)) {
                    return word.level;
                }
            }
        }
        return isDebug(bytes, from, to) ? Optional.of(DEBUG) : Optional.empty();
    }

    private static boolean isDebug(byte[] bytes, int from, int to) {
        boolean numbered = to - from == 6 && bytes[from + 5] >= '1' && bytes[from + 5] <= '5';
        return (numbered || to - from == 5) && ByteSearch.startsWith(bytes, from, to, DEBUG_WORD);
    }

    /** The English words come first. */
    private static Word[][] byLength() {
        Word[][] table = new Word[LONGEST_WORD + 1][];
        for (int length = 0; length <= LONGEST_WORD; length++) {
            List<Word> english = new ArrayList<>();
            List<Word> translated = new ArrayList<>();
            for (LogLevel level : values()) {
                for (int i = 0; i < level.words.length; i++) {
                    if (level.words[i].length == length) {
                        (i == 0 ? english : translated).add(new Word(level.words[i], Optional.of(level)));
                    }
                }
            }
            english.addAll(translated);
            table[length] = english.toArray(Word[]::new);
        }
        return table;
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    private record Word(byte[] bytes, Optional<LogLevel> level) {}
}
