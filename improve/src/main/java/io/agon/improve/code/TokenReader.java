package io.agon.improve.code;

import java.util.List;

/** Goes through the tokens of a program. */
class TokenReader {

    private final List<Token> tokens;
    private int at;

    TokenReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /** The one after the next; asked only where the next is not the end. */
    final Token second() {
        return tokens.get(at + 1);
    }

    /** Whether this word comes next, perhaps in a later line; then it does. */
    final boolean word(String word) {
        int from = at;
        skipLines();
        if (peek().is(word)) {
            return true;
        }
        at = from;
        return false;
    }

    final void skipLines() {
        while (peek().kind() == Token.Kind.NEWLINE) {
            at++;
        }
    }

    final Token peek() {
        return tokens.get(at);
    }

    /** The end is never passed. */
    final Token next() {
        Token token = tokens.get(at);
        at += token.kind() == Token.Kind.END ? 0 : 1;
        return token;
    }
}
