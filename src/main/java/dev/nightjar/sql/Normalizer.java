package dev.nightjar.sql;

/**
 * The one pass behind {@link Fingerprinter}: tokens in, canonical bytes out. Knows of the tokens before what decides what
 * the next one is; what lies further back is followed by {@link Nesting} and those that share it: lists of constants,
 * column numbers, rows of VALUES, and the names in utility statements.
 */
final class Normalizer {
    private static final byte[] COLON_COLON = {':', ':'};

    private final SqlLexer lexer = new SqlLexer();
    private final CanonicalText out = new CanonicalText();
    private final Nesting nesting = new Nesting();
    private final ConstantLists lists = new ConstantLists(nesting);
    private final ColumnNumbers columns = new ColumnNumbers(nesting);
    private final ValuesRows rows = new ValuesRows(nesting, out);
    private final UtilityNames names = new UtilityNames();

    private byte[] sql = {};
    private boolean asCommand;
    /** The key word before the current token, NONE after anything else, and the one before that. */
    private Keyword previous = Keyword.NONE;

    private Keyword beforePrevious = Keyword.NONE;
    private boolean operandBefore;
    private boolean constantBefore;
    private byte punctuationBefore;
    private boolean atStatementStart;

    long read(byte[] source, int from, int to, boolean standardConformingStrings, boolean command) {
        asCommand = command;
        columns.clear();
        sql = source;
        lexer.reset(source, from, to, standardConformingStrings);
        out.shrink();
        out.clear();
        startStatement();
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            boolean first = nesting.first[nesting.depth];
            nesting.first[nesting.depth] = false;
            switch (kind) {
                case WORD -> word(first);
                case QUOTED_NAME -> quotedName();
                case STRING -> constant();
                case PARAMETER -> constant();
                case NUMBER -> number();
                case OPERATOR -> operator();
                case PUNCTUATION -> punctuation();
                case END -> throw new IllegalStateException("the loop ends here");
            }
        }
        dropTrailingSemicolon();
        return out.hash();
    }

    /** Whether the text read last cannot be what a server ran. */
    boolean isSuspicious() {
        return lexer.isSuspicious();
    }

    /** Whether the number at {@code offset} of the source read last, a column number, is part of the canonical form. */
    boolean keptNumberAt(int offset) {
        return columns.isKept(offset);
    }

    String text() {
        return out.toString();
    }

    String text(int longest) {
        return out.text(longest);
    }

    private void startStatement() {
        nesting.clear();
        names.clear();
        atStatementStart = true;
        follow(Keyword.NONE, false, false, (byte) 0);
    }

    private void word(boolean first) {
        int start = lexer.start();
        int end = lexer.end();
        Keyword keyword = Keyword.find(sql, start, end);
        if (atStatementStart) {
            atStatementStart = false;
            keyword = startsStatement(keyword);
            follow(keyword, false, false, (byte) 0);
            return;
        }
        if (names.isName(keyword)) {
            constant();
            return;
        }
        if (isConstantWord(keyword) || extractField()) {
            constant();
            return;
        }
        if (keyword == Keyword.UESCAPE && constantBefore && lexer.peek() == TokenKind.STRING) {
            lexer.next();
            return;
        }
        lists.word(keyword);
        boolean value = names.startsValue(keyword);
        out.lowerCaseToken(sql, start, end);
        columns.word(keyword, previous, first);
        nesting.word(keyword);
        follow(keyword, !keyword.expectsOperand(), false, (byte) 0);
        if (value) {
            settingValue();
        }
    }

    /** Writes the first word of a statement; gives the key word that the rest is read under. */
    private Keyword startsStatement(Keyword written) {
        Keyword keyword = switch (written) {
            case END -> Keyword.COMMIT;
            case ABORT -> Keyword.ROLLBACK;
            default -> written;
        };
        if (keyword == Keyword.PREPARE && !asCommand && !transactionFollows()) {
            prepared();
            return Keyword.AS;
        }
        if (keyword == written) {
            out.lowerCaseToken(sql, lexer.start(), lexer.end());
        } else {
            out.token(keyword.lowerCase(), 0, keyword.lowerCase().length);
        }
        names.startStatement(keyword);
        columns.word(keyword, previous, false);
        nesting.word(keyword);
        return keyword;
    }

    private boolean transactionFollows() {
        return lexer.peek() == TokenKind.WORD
                && Keyword.find(sql, lexer.peekedStart(), lexer.peekedEnd()) == Keyword.TRANSACTION;
    }

    /** {@code PREPARE name (types) AS}, as pg_stat_statements shows executions, is {@code execute $1 as}. */
    private void prepared() {
        byte[] execute = Keyword.EXECUTE.lowerCase();
        out.token(execute, 0, execute.length);
        out.token(CanonicalText.CONSTANT);
        for (TokenKind kind = lexer.next(); kind != TokenKind.END; kind = lexer.next()) {
            if (kind == TokenKind.WORD && Keyword.find(sql, lexer.start(), lexer.end()) == Keyword.AS) {
                break;
            }
        }
        byte[] as = Keyword.AS.lowerCase();
        out.token(as, 0, as.length);
    }

    private boolean isConstantWord(Keyword keyword) {
        return switch (keyword) {
            case NULL ->
                previous != Keyword.IS
                        && previous != Keyword.NOT
                        && previous != Keyword.DEFAULT
                        && previous != Keyword.SET
                        && punctuationBefore != '.';
            case TRUE, FALSE ->
                previous != Keyword.IS
                        && !(previous == Keyword.NOT && beforePrevious == Keyword.IS)
                        && punctuationBefore != '.';
            case ALL -> previous == Keyword.LIMIT;
            default -> false;
        };
    }

    private boolean extractField() {
        return punctuationBefore == '(' && beforePrevious == Keyword.EXTRACT;
    }

    private void quotedName() {
        if (names.isName(Keyword.NONE) || extractField()) {
            constant();
            return;
        }
        lists.broken();
        atStatementStart = false;
        int start = lexer.start();
        int end = lexer.end();
        if (end - start > 2
                && sql[start] == '"'
                && sql[end - 1] == '"'
                && Identifiers.isPlain(sql, start + 1, end - 1)) {
            out.token(sql, start + 1, end - 1);
        } else {
            out.token(sql, start, nameEnd(start, end));
        }
        follow(Keyword.NONE, true, false, (byte) 0);
    }

    /** Where the name of a token ends: its UESCAPE, a constant, comes after that. */
    private int nameEnd(int start, int end) {
        if (sql[start] == '"') {
            return end;
        }
        // U&"
        int at = start + 3;
        while (at < end) {
            if (sql[at++] == '"') {
                if (at == end || sql[at] != '"') {
                    return at;
                }
                at++;
            }
        }
        return end;
    }

    private void constant() {
        atStatementStart = false;
        lists.constant();
        names.nameSeen();
        out.token(CanonicalText.CONSTANT);
        follow(Keyword.NONE, true, true, (byte) 0);
    }

    private void number() {
        if (nesting.numbered[nesting.depth]
                && lexer.isInteger()
                && startsItem()
                && ColumnNumbers.endsItem(lexer, sql)) {
            columns.keep(lexer.start());
            out.token(sql, lexer.start(), lexer.end());
            atStatementStart = false;
            follow(Keyword.NONE, true, false, (byte) 0);
        } else {
            constant();
        }
    }

    private boolean startsItem() {
        return previous == Keyword.BY
                || previous == Keyword.DISTINCT
                || previous == Keyword.ALL
                || punctuationBefore == ','
                || punctuationBefore == '(';
    }

    private void operator() {
        int start = lexer.start();
        int length = lexer.end() - start;
        byte b = sql[start];
        if (length == 1 && b == '-' && !operandBefore && signOfNumber()) {
            lexer.next();
            constant();
            return;
        }
        lists.broken();
        atStatementStart = false;
        if (length == 2 && b == '!' && sql[start + 1] == '=') {
            out.token(new byte[] {'<', '>'}, 0, 2);
        } else {
            out.token(sql, start, lexer.end());
        }
        boolean value = length == 1 && b == '=' && names.startsValue(Keyword.TO);
        follow(Keyword.NONE, false, false, b);
        if (value) {
            settingValue();
        }
    }

    private boolean signOfNumber() {
        if (lexer.peek() != TokenKind.NUMBER) {
            return false;
        }
        return !lexer.castFollowsPeeked();
    }

    private void punctuation() {
        int start = lexer.start();
        byte b = sql[start];
        boolean single = lexer.end() - start == 1;
        if (single) {
            switch (b) {
                case '(', '[' -> {
                    open(b);
                    return;
                }
                case ')', ']' -> {
                    close(b);
                    return;
                }
                case ',' -> {
                    comma();
                    return;
                }
                case ';' -> {
                    semicolon();
                    return;
                }
                default -> {}
            }
        }
        lists.punctuation(b, single);
        if (b == ':' && !single && sql[start + 1] == ':') {
            out.token(COLON_COLON, 0, 2);
        } else {
            out.token(sql, start, lexer.end());
        }
        atStatementStart = false;
        follow(Keyword.NONE, false, false, b);
    }

    private void open(byte b) {
        atStatementStart = false;
        int depth = nesting.depth;
        byte kind = lists.open(b, previous, punctuationBefore);
        boolean columnList = b == '('
                && ((previous == Keyword.ON && beforePrevious == Keyword.DISTINCT)
                        || (nesting.numbered[depth] && columns.listOpens(previous, operandBefore)));
        rows.open(b, previous, punctuationBefore);
        out.token(b);
        nesting.push(out.length(), kind, columnList);
        follow(Keyword.NONE, false, false, b);
    }

    private void close(byte b) {
        atStatementStart = false;
        int inner = nesting.depth;
        byte list = nesting.list[inner];
        boolean folds = list == Nesting.AFTER_ELEMENT || list == Nesting.AFTER_CAST;
        int start = nesting.start[inner];
        boolean own = nesting.pop();
        byte outer = nesting.list[nesting.depth];
        if (own && outer == Nesting.CAST_CALL) {
            nesting.list[nesting.depth] = list == Nesting.AFTER_CAST ? Nesting.AFTER_ELEMENT : Nesting.NO_LIST;
        } else if (own && folds) {
            out.cutTo(start);
            out.token(CanonicalText.FOLDED_LIST);
        }
        out.token(b);
        if (own) {
            rows.close();
        }
        follow(Keyword.NONE, true, false, b);
    }

    private void comma() {
        lists.comma();
        atStatementStart = false;
        out.token((byte) ',');
        follow(Keyword.NONE, false, false, (byte) ',');
    }

    private void semicolon() {
        if (nesting.depth > 0) {
            lists.broken();
            out.token((byte) ';');
            follow(Keyword.NONE, false, false, (byte) ';');
            return;
        }
        if (!atStatementStart) {
            out.token((byte) ';');
        }
        startStatement();
    }

    private void dropTrailingSemicolon() {
        if (atStatementStart && out.length() >= 2) {
            out.cutTo(out.length() - 2);
        }
    }

    /** Everything after {@code SET name =} is one constant; DEFAULT is none. */
    private void settingValue() {
        boolean onlyDefault = lexer.peek() == TokenKind.WORD
                && Keyword.find(sql, lexer.peekedStart(), lexer.peekedEnd()) == Keyword.DEFAULT;
        if (onlyDefault || lexer.peek() == TokenKind.END) {
            return;
        }
        while (lexer.peek() != TokenKind.END
                && !(lexer.peek() == TokenKind.PUNCTUATION && sql[lexer.peekedStart()] == ';')) {
            lexer.next();
        }
        constant();
    }

    private void follow(Keyword keyword, boolean operand, boolean isConstant, byte punctuation) {
        beforePrevious = previous;
        previous = keyword;
        operandBefore = operand;
        constantBefore = isConstant;
        punctuationBefore = punctuation;
    }
}
